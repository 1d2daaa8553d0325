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
    writeFileSync(report, "<!doctype html>old");
    await asyncproof(["validate", "echo.yaml", "talk.ndjson", "--report", "html=report.html"], folder.path);
    expect(readFileSync(report, "utf8")).to.include("talk.ndjson");
  });
});
