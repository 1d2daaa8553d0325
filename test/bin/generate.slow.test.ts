import { expect } from "chai";
import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, PATIENT_MS, fixture } from "./cli.ts";

const folder = folderWith({});
copyFileSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
after(() => folder.remove());

const generate = (...args: readonly string[]): ReturnType<typeof asyncproof> =>
  asyncproof(["generate", "echo.yaml", ...args], folder.path);

describe("asyncproof generate", function () {
  this.timeout(PATIENT_MS);

  it("says with --check what is stale, writes nothing, and exits with 1", async () => {
    const { code, stdout } = await generate("--check");
    expect(code).to.equal(1);
    expect(stdout)
      .to.match(/^stale:\n/)
      .and.to.match(/^ {2}contract\.lock\.json +not there yet$/m);
    expect(existsSync(join(folder.path, "generated-tests"))).to.equal(false);
  });

  it("writes what is missing, then nothing, and is content with itself", async () => {
    expect((await generate()).stdout).to.match(/^(\d+) files: \1 written, 0 unchanged\n\+\d+ tests\n$/);
    expect((await generate()).stdout).to.match(/^(\d+) files: 0 written, \1 unchanged\n$/);
    expect(await generate("--check")).to.include({ code: 0, stdout: "nothing is stale\n" });
  });

  it("changes no byte for a comment at the top of the document", async () => {
    const files = (): [string, string][] =>
      readdirSync(join(folder.path, "generated-tests"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.parentPath.includes(".cache"))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path, readFileSync(path, "utf8")]);
    const before = files();
    const document = join(folder.path, "echo.yaml");
    writeFileSync(document, `# A comment\n# of two lines.\n${readFileSync(document, "utf8")}`);
    expect((await generate()).stdout).to.match(/^\d+ files: 0 written, \d+ unchanged\n$/);
    expect(files()).to.deep.equal(before);
  });

  it("keeps a file that somebody has changed, says so, and writes over it with --force", async () => {
    const file = join(folder.path, "generated-tests/message/echo.test.ts");
    appendFileSync(file, "// mine\n");
    const kept = await generate();
    expect(kept.stdout).to.match(/, 1 kept\n$/);
    expect(kept.stderr).to.include("message/echo.test.ts");
    const { code, stdout } = await generate("--check");
    expect(code).to.equal(1);
    expect(stdout)
      .to.match(/message\/echo\.test\.ts {2}not as it was written/)
      .and.to.include("\n-// mine\n");
    expect((await generate("--force")).stdout).to.include("1 written");
    expect(readFileSync(file, "utf8")).not.to.include("mine");
  });

  it("writes where --out says, as JSON with --json", async () => {
    const { stdout } = await generate("--out", "other", "--json");
    expect(JSON.parse(stdout).written).to.include("message/echo.test.ts");
    expect(existsSync(join(folder.path, "other/contract.lock.json"))).to.equal(true);
  });

  it("shows a mistake in the document with its place", async () => {
    const text = readFileSync(join(folder.path, "echo.yaml"), "utf8");
    writeFileSync(join(folder.path, "wrong.yaml"), `${text}x-contract: { rolle: server }\n`);
    const { code, stderr } = await asyncproof(["generate", "wrong.yaml"], folder.path);
    expect(code).to.equal(2);
    expect(stderr)
      .to.match(/ at {4}wrong\.yaml:\d+:\d+\n/)
      .and.to.include("role");
  });
});
