import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asyncproof, PATIENT_MS } from "./cli.ts";
import { notRefused, ownProject, type Refused, textsIn } from "./own-project.ts";

const ROWS: Refused = [
  ["validate echo.yaml t*.ndjson --report ndjson=./talk.ndjson", "OUTPUT-IS-INPUT"],
  ["run refers.yaml --report junit=channel.yaml", "OUTPUT-IS-INPUT"],
  ["proxy echo.yaml --target ws://127.0.0.1:1 --port 0 --record old.ndjson", "RECORDING-EXISTS"],
  ["merge-reports talk.ndjson --report ndjson=talk.ndjson", "OUTPUT-IS-INPUT"],
];

describe("what a command reads", function () {
  this.timeout(PATIENT_MS);
  let folder: ReturnType<typeof ownProject>;
  before(() => {
    folder = ownProject();
  });
  after(() => folder.remove());

  it("is never written over: it is refused before anything is opened", async () => {
    const texts = textsIn(folder.path);
    expect(await notRefused(ROWS, folder.path)).to.deep.equal([]);
    expect(textsIn(folder.path)).to.deep.equal(texts);
  });

  it("is not the report of an earlier run, which the next takes the place of", async () => {
    const report = join(folder.path, "report.html");
    for (const recording of ["old.ndjson", "talk.ndjson"]) {
      await asyncproof(["validate", "echo.yaml", recording, "--report", "html=report.html"], folder.path);
      expect(readFileSync(report, "utf8")).to.include(recording);
    }
  });

  it("may be anything else that is no report: it stays, too", async () => {
    writeFileSync(join(folder.path, "index.html"), "<!doctype html>\n<title>mine</title>\n");
    writeFileSync(join(folder.path, "README.md"), "# mine\n");
    const texts = textsIn(folder.path);
    const rows = ["html=index.html", "markdown=README.md", "junit=README.md", "sarif=other.echo.yaml"].map(
      (report) => [`validate echo.yaml talk.ndjson --report ${report}`, "REPORT-EXISTS"] as const,
    );
    expect(await notRefused(rows, folder.path)).to.deep.equal([]);
    expect(textsIn(folder.path)).to.deep.equal(texts);
  });
});
