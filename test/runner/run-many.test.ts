import { expect } from "chai";
import { join } from "node:path";
import { ToolError } from "../../contract/index.ts";
import { expandGlobs } from "../../runner/expand-globs.ts";
import { manyExit, runMany, targetsOf } from "../../runner/run-many.ts";
import { folderWith } from "../config/folder.ts";
import { ended } from "../report/events.ts";

describe("several documents in one run", () => {
  const folder = folderWith({
    "a/asyncproof.config.json": "{}",
    "a/api/asyncapi.yaml": "",
    "b/asyncapi.yaml": "",
    "b/node_modules/c/asyncapi.yaml": "",
    "x.yaml": "",
    "x.json": "",
    "[odd].yaml": "",
  });
  const cwd = folder.path;
  after(() => folder.remove());

  it("expands patterns, without dependencies and each file once; a file may look like a pattern", async () => {
    expect(await expandGlobs(["**/asyncapi.yaml", "b/*.yaml", "[odd].yaml"], cwd)).to.deep.equal([
      "a/api/asyncapi.yaml",
      "b/asyncapi.yaml",
      "[odd].yaml",
    ]);
    expect(await expandGlobs(["a/**/*.{yaml,json}"], cwd), "a config is no document").to.deep.equal([
      "a/api/asyncapi.yaml",
    ]);
    expect(await expandGlobs(["missing.yaml"], cwd), "told where it is read").to.deep.equal(["missing.yaml"]);
  });

  it("refuses a pattern that matches nothing", async () => {
    const failure = await expandGlobs(["x.yaml", "no/**"], cwd).catch((error: unknown) => error);
    expect(failure).to.have.property("code", "NO-MATCH");
  });

  it("runs each in the nearest folder that has a config, and gives the others tests of their own", () => {
    const targets = targetsOf(["a/api/asyncapi.yaml", "b/asyncapi.yaml", "x.yaml", "x.json"], {
      cwd,
      fixed: false,
    });
    expect(targets.map(({ cwd: home, spec, below }) => [home, spec, below])).to.deep.equal([
      [join(cwd, "a"), "api/asyncapi.yaml", ""],
      [cwd, "b/asyncapi.yaml", "b-asyncapi"],
      [cwd, "x.yaml", "x"],
      [cwd, "x.json", "x-2"],
    ]);
  });

  it("runs all where it is where one config is named for all", () => {
    const [target] = targetsOf(["a/api/asyncapi.yaml"], { cwd, fixed: true });
    expect(target).to.include({ cwd, below: "a-api-asyncapi" });
  });

  it("goes on after a document that cannot be run, and ends with the worst: 1 above 2 above 0", async () => {
    const targets = targetsOf(["a/api/asyncapi.yaml", "b/asyncapi.yaml", "x.yaml"], { cwd, fixed: false });
    const run = (codes: readonly (0 | 1 | 2 | "throws")[]) =>
      runMany(targets, async (target) => {
        const code = codes[targets.indexOf(target)] ?? 0;
        if (code === "throws") throw new ToolError("YAML-SYNTAX", "no YAML");
        return ended({ kept: 1 }, { exitCode: code });
      });
    const exit = async (...codes: readonly (0 | 1 | 2 | "throws")[]) => manyExit(targets, await run(codes));
    expect(await exit(0, 0, 0)).to.equal(0);
    expect(await exit("throws", 0, 0)).to.equal(2);
    expect(await exit("throws", 0, 1)).to.equal(1);
    expect(await exit(0, 2, 0)).to.equal(2);
  });

  it("ends at an interruption, and what was not run is not passed", async () => {
    const targets = targetsOf(["b/asyncapi.yaml", "x.yaml"], { cwd, fixed: false });
    const error = new ToolError("INTERRUPTED", "interrupted");
    const rows = await runMany(targets, async () => ended({ kept: 1 }, { exitCode: 0, error }));
    expect([rows.length, manyExit(targets, rows)]).to.deep.equal([1, 2]);
  });
});
