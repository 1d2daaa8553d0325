import { expect } from "chai";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../config/folder.ts";
import { asyncproof, fixture, PATIENT_MS } from "./cli.ts";

/** A test of the user's own that does in the middle of a run what another run would do. */
const MEANWHILE = `import { cpSync } from "node:fs";
it("another run writes its tests", () => cpSync("other", "generated-tests", { recursive: true }));
`;

describe("generated tests of two documents in one folder", function () {
  this.timeout(PATIENT_MS);
  let folder: ReturnType<typeof folderWith>;
  before(async () => {
    folder = folderWith({});
    const echo = readFileSync(join(fixture, "echo.yaml"), "utf8");
    writeFileSync(join(folder.path, "other.yaml"), echo.replace("maxLength: 40", "maxLength: 41"));
    cpSync(join(fixture, "echo.yaml"), join(folder.path, "echo.yaml"));
    for (const [document, out] of [
      ["other.yaml", "other"],
      ["echo.yaml", "generated-tests"],
    ] as const)
      expect((await asyncproof(["generate", document, "--out", out], folder.path)).code).to.equal(0);
    writeFileSync(join(folder.path, "generated-tests/own.test.ts"), MEANWHILE);
  });
  after(() => folder.remove());

  it("are not believed, and nothing is accepted of what they say", async () => {
    const args = [
      "run",
      "echo.yaml",
      "--write-known",
      "--start",
      `node ${join(fixture, "echo.mjs")} {port} liar`,
    ];
    const { code, stderr } = await asyncproof(args, folder.path);
    expect(code, stderr).to.equal(2);
    expect(stderr).to.include("  at    generated-tests\n").and.include("code  TESTS-REPLACED");
    expect(existsSync(join(folder.path, "asyncproof.known.yaml"))).to.equal(false);
  });

  it("are as good as ever where the other run has the same document", async () => {
    expect((await asyncproof(["generate", "echo.yaml"], folder.path)).code).to.equal(0);
    cpSync(join(folder.path, "generated-tests"), join(folder.path, "other"), { recursive: true });
    const { code, stderr } = await asyncproof(["run", "echo.yaml"], folder.path);
    expect(code, stderr).to.equal(0);
  });
});
