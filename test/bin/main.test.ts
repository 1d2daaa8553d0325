import { expect } from "chai";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { asyncproof, PATIENT_MS, fixture, root } from "./cli.ts";

/** The sources of a file in dist/, which holds several modules of ours. */
function modulesIn(path: string): string[] {
  const file = join(root, "dist", path);
  const { sources }: { readonly sources: readonly string[] } = JSON.parse(
    readFileSync(`${file}.map`, "utf8"),
  );
  return sources.map((source) => relative(root, resolve(dirname(file), source)));
}

describe("asyncproof", function () {
  this.timeout(PATIENT_MS);

  it("tells its version", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(await asyncproof(["--version"])).to.deep.equal({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("tells its commands, and theirs", async () => {
    const help = await asyncproof(["--help"]);
    expect(help.code).to.equal(0);
    expect(help.stdout).to.match(/run .*<spec\.\.\.>[\s\S]*generate .*<spec>[\s\S]*serve .*spec/);
    expect((await asyncproof(["run", "--help"])).stdout).to.include("--family <name>");
  });

  const wrong: readonly (readonly [name: string, args: readonly string[], words: string])[] = [
    ["no command", [], "Usage: asyncproof"],
    ["an unknown command", ["rum"], "Did you mean run?"],
    ["a missing document", ["run"], "missing required argument 'spec'"],
    ["a stub without a document", ["serve"], "missing required argument 'spec'"],
    ["an unknown flag", ["run", "echo.yaml", "--famly", "x"], "Did you mean --family?"],
    ["a seed that is no number", ["run", "echo.yaml", "--seed", "x"], "whole number"],
    ["no jobs at all", ["run", "echo.yaml", "--jobs", "0"], "at least 1"],
    ["a port beyond the last", ["serve", "echo.yaml", "--port", "70000"], "65535"],
    ["a broken pattern", ["run", "echo.yaml", "--grep", "/(/"], "Unterminated group"],
    ["one value of every test", ["run", "echo.yaml", "--path", "1:2"], "--grep"],
    ["what is no subprotocol", ["run", "echo.yaml", "--subprotocol", "a,b"], "a word of letters"],
    ["one that is offered twice", ["run", "x", "--subprotocol", "a", "--subprotocol", "a"], "already"],
    ["a health path without a slash", ["serve", "echo.yaml", "--health", "up"], "slash"],
    ["a role that is none", ["run", "echo.yaml", "--role", "boss"], "server, client"],
  ];
  for (const [name, args, words] of wrong)
    it(`refuses ${name} with exit code 2`, async () => {
      const { code, stdout, stderr } = await asyncproof(args);
      expect(code).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.include(words);
    });

  it("tells an error by what, where, hint and code, without a stack", async () => {
    const { code, stderr } = await asyncproof(["run", "echo.yaml", "--config", "no.yaml"]);
    expect(code).to.equal(2);
    expect(stderr).to.equal(
      `error: there is no config file no.yaml\n  hint  looked at ${join(fixture, "no.yaml")}\n  code  CONFIG-NOT-FOUND\n`,
    );
  });

  it("shows the stack when it shall be verbose", async () => {
    const { stderr } = await asyncproof(["run", "echo.yaml", "--config", "no.yaml", "--verbose"]);
    expect(stderr).to.match(/\n\s+at /);
  });

  it("tells an error as the one JSON document with --json", async () => {
    const { code, stdout, stderr } = await asyncproof(["run", "no.yaml", "--json"]);
    expect([code, stderr]).to.deep.equal([2, ""]);
    expect(JSON.parse(stdout)).to.deep.include({ exitCode: 2 });
    expect(JSON.parse(stdout).error).to.include({ code: "DOCUMENT-UNREADABLE" });
  });

  const reports: readonly (readonly [kind: string, words: string])[] = [
    ["pdf=x.pdf", "there is no report `pdf`"],
    ["ndjsn=x", "did you mean `ndjson`?"],
    ["ndjson", "a report needs a path"],
  ];
  for (const [report, words] of reports)
    it(`refuses --report ${report}`, async () => {
      const { code, stderr } = await asyncproof(["run", "echo.yaml", "--report", report]);
      expect(code).to.equal(2);
      expect(stderr).to.include(words).and.to.include("REPORT-KIND");
    });

  for (const command of [["--version"], ["run", "--help"]])
    it(`loads next to nothing for ${command.join(" ")}`, async () => {
      const built = await builtFilesOf(command, root);
      expect(built, "bundled, or else there were a file for each module").to.have.length.below(15);
      const loaded = built.flatMap(modulesIn);
      expect(loaded.filter(isHeavy)).to.deep.equal([]);
      expect(loaded.length).to.be.within(10, 60);
    });

  it("loads few files, and nothing that makes tests, to see that nothing has changed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "asyncproof-unchanged-"));
    cpSync(join(fixture, "echo.yaml"), join(folder, "echo.yaml"));
    const command = ["generate", "echo.yaml"];
    for (const flags of [[], ["--check"]])
      expect((await asyncproof([...command, ...flags], folder)).code).to.equal(0);
    const built = await builtFilesOf([...command, "--check"], folder);
    rmSync(folder, { recursive: true });
    expect(built).to.have.length.within(3, 10);
    expect(built.flatMap(modulesIn).filter(isHeavy)).to.deep.equal([]);
  });
});

/** The files of the build that a command loads. */
async function builtFilesOf(command: readonly string[], cwd: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-loaded-"));
  await asyncproof([...command], cwd, { NODE_V8_COVERAGE: folder });
  const [file = ""] = readdirSync(folder);
  const { result }: { readonly result: readonly { readonly url: string }[] } = JSON.parse(
    readFileSync(join(folder, file), "utf8"),
  );
  rmSync(folder, { recursive: true });
  return result.flatMap(({ url }) => /\/dist\/(.+\.js)$/.exec(url)?.[1] ?? []);
}

function isHeavy(path: string): boolean {
  return /^(?:generator|harness|judge|samples|server|traffic)\//.test(path);
}
