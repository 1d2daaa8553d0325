import { expect } from "chai";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

describe("a folder that is not for generated tests", function () {
  this.timeout(PATIENT_MS);
  let folder: ReturnType<typeof folderWith>;
  before(() => {
    folder = folderWith({
      "package.json": "{}",
      "work/package.json": "{}",
      "work/node_modules/other/index.js": "",
      "work/.git/HEAD": "",
      "work/configured/asyncproof.config.yaml": "\nout: ..\n",
      "work/src/mine.ts": "",
    });
    for (const name of ["work", "work/configured"])
      cpSync(join(fixture, "echo.yaml"), join(folder.path, name, "echo.yaml"));
    symlinkSync("..", join(folder.path, "work/src/up"), "dir");
  });
  after(() => folder.remove());

  const files = (): string[] =>
    readdirSync(folder.path, { recursive: true, encoding: "utf8" }).filter(
      (name) => !name.includes(".cache"),
    );

  const rows: readonly (readonly [line: string, what: string])[] = [
    ["generate echo.yaml --out .", "holds your project"],
    ["run echo.yaml --out .", "holds your project"],
    ["check echo.yaml --out ./src/..", "holds your project"],
    ["faults echo.yaml --out src/up", "holds your project"],
    ["generate echo.yaml --out ..", "holds the working directory"],
    ["generate echo.yaml --out node_modules", "belongs to node_modules"],
    ["generate echo.yaml --out node_modules/other/tests --force", "belongs to node_modules"],
    ["generate echo.yaml --out .git/tests", "belongs to .git"],
  ];
  for (const [line, what] of rows)
    it(`is refused before anything is written: ${line}`, async () => {
      const lain = files();
      const { code, stderr } = await asyncproof(line.split(" "), join(folder.path, "work"));
      expect(code, stderr).to.equal(2);
      expect(stderr).to.include(`it ${what}\n  at    --out\n`).and.to.include("code  OUTPUT-FOLDER");
      expect(files()).to.deep.equal(lain);
      expect(existsSync(join(folder.path, "work/.cache"))).to.equal(false);
    });

  it("is told with its place in the config", async () => {
    const { code, stderr } = await asyncproof(["run", "echo.yaml"], join(folder.path, "work/configured"));
    expect(code, stderr).to.equal(2);
    expect(stderr).to.include("asyncproof.config.yaml:2").and.to.include("code  OUTPUT-FOLDER");
  });

  it("is one that nothing is in, or that has tests of ours, though it is the working directory", async () => {
    const own = join(folder.path, "own");
    mkdirSync(own);
    const args = ["generate", "../work/echo.yaml", "--out", "."];
    expect(await asyncproof(args, own)).to.include({ code: 0 });
    writeFileSync(join(own, "mine.ts"), "");
    expect(await asyncproof(args, own)).to.include({ code: 0 });
  });

  it("is none below a hidden folder of node_modules, where tools keep what they make", async () => {
    const args = ["generate", "echo.yaml", "--out", "node_modules/.cache/tests"];
    expect(await asyncproof(args, join(folder.path, "work"))).to.include({ code: 0 });
  });
});
