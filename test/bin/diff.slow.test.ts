import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadContract, lockText } from "../../contract/index.ts";
import { asyncproof, PATIENT_MS, root } from "./cli.ts";

const BASE = readFileSync(join(root, "test/generator/diff/base.yaml"), "utf8");

describe("asyncproof diff", function () {
  this.timeout(PATIENT_MS);
  let folder = "";
  const git = (...args: string[]): void => {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
    execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "asyncproof-diff-"));
    mkdirSync(join(folder, "docs"));
    const parts = BASE.replace(/\n {4}news: \{.*\}\n/, "\n    news: { $ref: './parts/news.json' }\n");
    writeFileSync(join(folder, "docs/asyncapi.yaml"), parts);
    mkdirSync(join(folder, "docs/parts"));
    const properties = { type: { const: "news" }, text: { type: "string" } };
    const news = { type: "object", required: ["type", "text"], properties };
    writeFileSync(join(folder, "docs/parts/news.json"), JSON.stringify(news));
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "one");
    const { contract } = await loadContract("docs/asyncapi.yaml", { cwd: folder });
    writeFileSync(join(folder, "contract.lock.json"), lockText(contract));
    writeFileSync(
      join(folder, "docs/parts/news.json"),
      JSON.stringify({ ...news, required: ["type"] }, null, 1),
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  it("compares a git revision, with the files that it refers to", async () => {
    const { code, stdout } = await asyncproof(
      ["diff", "HEAD:docs/asyncapi.yaml", "docs/asyncapi.yaml"],
      folder,
    );
    expect(code).to.equal(1);
    expect(stdout).to.match(/breaking for clients that receive +REQUIRED-REMOVED/);
    expect(stdout).to.include("news.json:3");
  });

  it("compares a lock with a document, and accepts what is allowed with a reason", async () => {
    const args = ["diff", "contract.lock.json", "docs/asyncapi.yaml", "--json"];
    const first = await asyncproof(args, folder);
    const { exitCode, changes } = JSON.parse(first.stdout);
    expect([first.code, exitCode, changes.length]).to.deep.equal([1, 1, 1]);
    const allowance = `${changes[0].rule}@${changes[0].new.place}=agreed`;
    const second = await asyncproof([...args, "--allow", allowance], folder);
    expect(second.code).to.equal(0);
    expect(JSON.parse(second.stdout).changes[0].allowed).to.equal("agreed");
  });

  it("finds no change in a document and its lock", async () => {
    const args = ["diff", "contract.lock.json", "HEAD:docs/asyncapi.yaml", "--format", "markdown"];
    expect(await asyncproof(args, folder)).to.include({ code: 0, stdout: "**Contract:** no change\n" });
  });

  for (const [name, args, words] of [
    ["a revision that is not there", ["nowhere:docs/asyncapi.yaml", "docs/asyncapi.yaml"], "REVISION"],
    ["an option in place of a revision", ["--output=x:y", "docs/asyncapi.yaml"], "unknown option"],
    ["a missing document", ["no.yaml", "docs/asyncapi.yaml"], "DOCUMENT-UNREADABLE"],
    ["an allowance without a reason", ["a", "b", "--allow", "TEXT-CHANGED@#/info"], "ALLOW"],
  ] as const)
    it(`refuses ${name} with exit code 2`, async () => {
      const { code, stdout, stderr } = await asyncproof(["diff", ...args], folder);
      expect([code, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.include(words);
    });
});
