import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CoverageOptions, coverageOf, type CoverageResult } from "../../../runner/coverage/coverage.ts";
import { startCounting } from "../../../runner/coverage/coverage-environment.ts";
import { coverageText } from "../../../runner/coverage/coverage-text.ts";
import { istanbulCoverage } from "../../../runner/coverage/istanbul-coverage.ts";
import { measuring } from "../../../runner/coverage/measuring.ts";
import { ToolError } from "../../../contract/tool-error.ts";
import { lineCoverage, rangesText } from "../../../runner/coverage/line-coverage.ts";
import { folderWith } from "../../config/folder.ts";

const root = join(import.meta.dirname, "../../..");
const fixture = join(import.meta.dirname, "fixture");
const counted: CoverageOptions = {
  folder: "coverage",
  include: [],
  exclude: [],
  source: "",
  baseline: "",
  minRise: 0,
  minLines: 0,
};
function written(name: string, content: object): string {
  const path = join(folder.path, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const silent = (): void => {};
const folder = folderWith({});
after(() => folder.remove());

/** Starts a service, stops it with SIGTERM as a run does, and gives what it counted. */
async function served(
  args: readonly string[],
  {
    options = {},
    cwd = fixture,
    times = 1,
  }: { options?: Partial<CoverageOptions>; cwd?: string; times?: number } = {},
): Promise<CoverageResult> {
  const counting = startCounting(process.env);
  try {
    for (let time = 0; time < times; time++) {
      const child = spawn(process.execPath, args, {
        cwd,
        env: counting.env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(child, "close");
      await Promise.race([once(child.stdout, "data"), ended]);
      child.kill("SIGTERM");
      await ended;
    }
    const all = { ...counted, folder: join(folder.path, "report"), ...options };
    return await coverageOf(counting.folder, all, { cwd, talk: silent });
  } finally {
    counting.remove();
  }
}

describe("code coverage of the service under test", function () {
  this.timeout(60_000);

  it("names the unreached line of an ESM service that a signal ends without a handler", async () => {
    const { lines } = await served(["plain.mjs"]);
    expect(lines.files).to.deep.equal([{ path: "plain.mjs", lines: 6, covered: 5, uncovered: [11] }]);
    expect(lines.percent).to.equal(83.33);
  });

  it("names that of a CommonJS service that handles the signal", async () => {
    const { lines } = await served(["common.cjs"]);
    expect(lines.files.map(({ uncovered }) => uncovered)).to.deep.equal([[9]]);
  });

  it("has the lines of TypeScript right, and counts no types", async () => {
    const hook = pathToFileURL(join(root, "harness/ts/register.mjs")).href;
    const { lines } = await served([`--import=${hook}`, "typed.ts"]);
    expect(lines.files).to.deep.equal([{ path: "typed.ts", lines: 6, covered: 5, uncovered: [13] }]);
  });

  it("counts no types of a file that Node runs as it lies there, with blanks in their place", async () => {
    const path = join(fixture, "typed.ts");
    const text = readFileSync(path, "utf8");
    const ranges = [{ startOffset: 0, endOffset: text.length, count: 1 }];
    const functions = [{ functionName: "", isBlockCoverage: true, ranges }];
    const scripts = [{ url: pathToFileURL(path).href, functions, map: null }];
    const map = await istanbulCoverage({ scripts, instrumented: [] }, () => true);
    expect(lineCoverage(map, fixture).files).to.deep.equal([
      { path: "typed.ts", lines: 6, covered: 6, uncovered: [] },
    ]);
  });

  it("adds up what several starts have run", async () => {
    const { lines } = await served(["plain.mjs"], { times: 2 });
    expect(lines.covered).to.equal(5);
  });

  it("takes the counters of a build that nyc has instrumented", async () => {
    const nyc = createRequire(import.meta.url).resolve("nyc/bin/nyc.js");
    const build = join(folder.path, "instrumented");
    const args = [nyc, "instrument", "--cwd", fixture, "--extension", ".cjs", fixture, build];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    expect((await once(child, "close"))[0]).to.equal(0);
    const { lines } = await served([join(build, "common.cjs")], { options: { source: "." } });
    expect(lines.files.map(({ path, uncovered }) => [path, uncovered])).to.deep.equal([["common.cjs", [9]]]);
  });

  it("lets nyc write HTML, lcov and a summary", async () => {
    const report = join(folder.path, "html");
    await served(["plain.mjs"], { options: { folder: report } });
    for (const name of ["index.html", "lcov.info", "coverage-summary.json"])
      expect(existsSync(join(report, name)), name).to.equal(true);
    expect(readFileSync(join(report, "lcov.info"), "utf8")).to.include("DA:11,0");
  });

  it("misses a gate that is not met, and says by how much", async () => {
    const low = written("low.json", { total: { lines: { pct: 60 } } });
    const options = { baseline: low, minRise: 30, minLines: 90 };
    const { missed } = await served(["plain.mjs"], { options });
    expect(missed).to.deep.equal([
      "83.33 % of the lines were run; --min-lines asks for 90 %",
      "23.33 points above the baseline's 60 %; --min-rise asks for 30",
    ]);
    const met = await served(["plain.mjs"], { options: { baseline: low, minRise: 5, minLines: 60 } });
    expect(met.missed).to.deep.equal([]);
  });

  it("is not empty by mistake: nothing counted, a path that is not there, and a wrong baseline are errors", async () => {
    const refused = async (made: Promise<unknown>): Promise<string> =>
      made.then(
        () => "nothing",
        (error: { readonly code?: string }) => error.code ?? String(error),
      );
    expect(await refused(served(["-e", "process.stdout.write('x')"]))).to.equal("COVERAGE-NOTHING");
    expect(await refused(served(["plain.mjs"], { options: { include: ["common.cjs"] } }))).to.equal(
      "COVERAGE-NOTHING",
    );
    expect(await refused(served(["plain.mjs"], { options: { include: ["src"] } }))).to.equal("COVERAGE-PATH");
    const wrong = written("wrong.json", {});
    for (const baseline of [wrong, join(folder.path, "none.json")])
      expect(await refused(served(["plain.mjs"], { options: { baseline } }))).to.equal("COVERAGE-BASELINE");
  });

  it("begins with no path that is not there, and in no folder that has a page of the project's own", async () => {
    const begun = (coverage: Partial<CoverageOptions>, cwd: string): string => {
      const run = { config: { start: "node server.js" }, cwd, env: {}, talk: silent };
      try {
        measuring({ ...run, coverage: { ...counted, ...coverage } })[Symbol.dispose]();
        return "begun";
      } catch (error) {
        return error instanceof ToolError ? error.code : String(error);
      }
    };
    const project = folderWith({ "public/index.html": "<h1>mine</h1>", "src/a.js": "" });
    for (const key of ["include", "exclude"])
      expect(begun({ [key]: ["srcc"] }, project.path)).to.equal("COVERAGE-PATH");
    expect(begun({ source: "srcc" }, project.path)).to.equal("COVERAGE-PATH");
    expect(begun({ include: ["src"], folder: "public" }, project.path)).to.equal("COVERAGE-FOLDER");
    expect(begun({ include: ["src"] }, project.path)).to.equal("begun");
    // What an earlier report wrote is written anew.
    writeFileSync(join(project.path, "public/coverage-summary.json"), "{}");
    expect(begun({ folder: "public" }, project.path)).to.equal("begun");
    project.remove();
  });

  it("lists what was never run", async () => {
    const text = coverageText(await served(["plain.mjs"]));
    expect(text).to.include("83.33 % of the service's lines (5 of 6)").and.to.include("never run: 11");
    expect(rangesText([1, 3, 4, 5, 9])).to.equal("1, 3-5, 9");
  });
});
