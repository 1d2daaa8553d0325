import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type RenderedFile, renderTests } from "../../generator/index.ts";
import { DOCUMENTS, planOf } from "./planned.ts";
import { randomPlan } from "./random-plan.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a tool of this repository says; "" when it has nothing to say. */
function run(cwd: string, tool: string, ...flags: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, "node_modules", tool), ...flags],
      { cwd },
      (error, stdout, stderr) => resolve(error === null ? "" : stdout + stderr),
    );
  });
}

describe("generated code", function () {
  this.timeout(120_000);
  let cwd = "";

  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), "code-"));
    const {
      vcs: _,
      files: __,
      $schema: ___,
      ...biome
    } = JSON.parse(await readFile(join(ROOT, "biome.json"), "utf8"));
    await writeFile(join(cwd, "biome.json"), JSON.stringify(biome));
    await mkdir(join(cwd, "tests"));
  });
  afterEach(() => rm(cwd, { recursive: true }));

  const write = async (below: string, files: readonly RenderedFile[]): Promise<void> => {
    for (const { path, text } of files) {
      const file = join(cwd, "tests", below, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  };

  it("is left alone by formatter and linter, and compiles under our own tsconfig", async () => {
    for (const [index, document] of DOCUMENTS.entries())
      await write(String(index), renderTests(await planOf(document)));
    expect(await run(cwd, "@biomejs/biome/bin/biome", "check", "--error-on-warnings", "tests")).to.equal("");
    const options = {
      types: ["node", "mocha"],
      typeRoots: [join(ROOT, "node_modules/@types")],
      paths: { "asyncproof/harness": [join(ROOT, "harness/index.ts")] },
    };
    await writeFile(join(cwd, "package.json"), '{ "type": "module" }');
    await cp(join(ROOT, "tsconfig.json"), join(cwd, "base.json"));
    await writeFile(
      join(cwd, "tsconfig.json"),
      JSON.stringify({ extends: "./base.json", compilerOptions: options, include: ["tests"] }),
    );
    expect(await run(cwd, "typescript/bin/tsc", "-p", ".")).to.equal("");
  });

  it("is left alone by the formatter whatever the names and values are", async () => {
    for (let seed = 1; seed <= 8; seed += 1) await write("", renderTests(randomPlan(seed)));
    expect(await run(cwd, "@biomejs/biome/bin/biome", "format", "tests")).to.equal("");
  });
});
