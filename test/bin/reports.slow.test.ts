import { expect } from "chai";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { REPORT_KINDS } from "../../report/index.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

/** A value that every exchange of the fixture carries: were it a secret, every report would have a chance to tell it. */
const SECRET = "said";

describe("asyncproof run --report", function () {
  this.timeout(PATIENT_MS);
  const folder = folderWith({
    "asyncproof.config.yaml": `patience: 1500ms\ncredentials: { token: { value: ${SECRET} } }\n`,
  });
  copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
  after(() => folder.remove());

  const run = (...args: readonly string[]): ReturnType<typeof asyncproof> =>
    asyncproof(["run", "echo.yaml", ...args], folder.path);

  it("writes all of them at once, tells where each lies, and no secret stands in any", async () => {
    const reports = REPORT_KINDS.flatMap((kind) => ["--report", `${kind}=out/run.${kind}`]);
    const { code, stdout } = await run("--family", "message", ...reports);
    expect(code).to.equal(0);
    expect(stdout).to.match(/\ncontract coverage \d/);
    for (const kind of REPORT_KINDS) {
      expect(stdout).to.match(new RegExp(`${kind} report +out/run\\.${kind}`));
      const text = readFileSync(join(folder.path, `out/run.${kind}`), "utf8");
      // The page's and the formats' own words are not the service's.
      expect(
        text.replace(/<script>.*?<\/script>|<style>.*?<\/style>|What was said|what was said/gs, ""),
        kind,
      ).not.to.match(/\bsaid\b/);
    }
    expect(readFileSync(join(folder.path, "out/run.ndjson"), "utf8")).to.include("***");
  });

  it("writes annotations to standard output also for `-`, and refuses it for what is no text for a log", async () => {
    const { code, stdout } = await run("--family", "message", "--report", "github=-");
    expect(code).to.equal(0);
    expect(stdout).to.include("github report  annotations");
    expect(existsSync(join(folder.path, "-"))).to.equal(false);
    const { stderr } = await run("--report", "junit=-");
    expect(stderr).to.include("REPORT-KIND").and.to.include("--report junit=PATH");
  });

  it("says that it is the stub that is tested where nothing else is named", async () => {
    const { stderr } = await run("--family", "message");
    expect(stderr).to.include("neither --url nor --start: the stub of the document is tested\n");
  });

  it("finds out before the run that a report can't be written: exit code 2", async () => {
    mkdirSync(join(folder.path, "taken"));
    const { code, stderr } = await run("--out", "other-tests", "--report", "junit=taken");
    expect(code).to.equal(2);
    expect(stderr).to.include("REPORT-UNWRITABLE").and.to.include("taken");
    expect(existsSync(join(folder.path, "other-tests"))).to.equal(false);
  });

  it("refuses two reports in one file, kinds that it does not know, and gates that are none: exit code 2", async () => {
    const twice = await run("--report", "junit=x.xml", "--report", "ctrf=./x.xml");
    expect([twice.code, twice.stderr]).to.satisfy(([code]: [number]) => code === 2, twice.stderr);
    expect(twice.stderr).to.include("two outputs go to ./x.xml");
    const gate = await run("--min-contract-coverage", "101");
    expect([gate.code, gate.stderr.includes("from 0 to 100")]).to.deep.equal([2, true]);
    const unknown = await run("--report", "junitt=x.xml");
    expect(unknown.code).to.equal(2);
    expect(unknown.stderr).to.include("junit");
  });
});
