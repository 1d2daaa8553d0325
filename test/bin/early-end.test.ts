import { expect } from "chai";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

const KINDS = ["html", "junit", "ctrf", "sarif", "github", "markdown", "ndjson"];
const REPORTS = KINDS.flatMap((kind) => ["--report", `${kind}=report.${kind}`]);

describe("a run that does not come to its tests", function () {
  this.timeout(PATIENT_MS);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({ "broken.yaml": "asyncapi: 3.0.0\nchannels: 1\n" });
    cpSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  });
  after(() => folder.remove());

  const reports = (): string[] =>
    KINDS.map((kind) => readFileSync(join(folder.path, `report.${kind}`), "utf8"));

  const rows: readonly (readonly [args: readonly string[], code: string])[] = [
    [["run", "echo.yaml", "--url", "ws://127.0.0.1:1"], "SERVICE-UNREACHABLE"],
    [["run", "echo.yaml", "--start", "exit 3; {port}"], "SERVICE-EXITED"],
    [["run", "broken.yaml"], "NO-WEBSOCKET"],
    [["check", "echo.yaml", "--url", "ws://127.0.0.1:1"], "SERVICE-UNREACHABLE"],
    [["check", "broken.yaml"], "NO-WEBSOCKET"],
  ];
  for (const [args, code] of rows)
    it(`says why in every report, in place of what an earlier run said: ${args.join(" ")}`, async () => {
      writeFileSync(
        join(folder.path, "report.junit"),
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="asyncproof old">\n</testsuites>\n',
      );
      // There a check tells it by itself.
      const env = { GITHUB_ACTIONS: "" };
      const ended = await asyncproof([...args, ...REPORTS], folder.path, env);
      expect(ended.code, ended.stderr).to.equal(2);
      expect(`${ended.stdout}${ended.stderr}`).to.include(code);
      for (const [index, text] of reports().entries())
        expect(text.replaceAll("\\", ""), KINDS[index]).to.include(code);
      expect(reports()[1]).to.include('errors="1"').and.not.include("asyncproof old");
    });

  it("leaves a part of a run that can't be merged, and whoever tries is told why", async () => {
    await asyncproof(["run", "echo.yaml", "--url", "ws://127.0.0.1:1", ...REPORTS], folder.path);
    const { code, stderr } = await asyncproof(["merge-reports", "report.ndjson"], folder.path);
    expect(code).to.equal(2);
    expect(stderr).to.include("REPORT-INCOMPLETE").and.include("SERVICE-UNREACHABLE");
  });
});
