import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fixture, PATIENT_MS, start } from "./cli.ts";
import { repositoryWith } from "./repository.ts";

const DOCUMENT = readFileSync(join(fixture, "echo.yaml"), "utf8");
const LINE = DOCUMENT.split("\n").findIndex((line) => line.includes("maxLength: 40")) + 1;

interface Part {
  readonly name: string;
  readonly state: string;
  readonly text: string;
}

describe("the story of a contract in a repository", function () {
  this.timeout(PATIENT_MS);
  const repository = repositoryWith({
    "asyncapi.yaml": DOCUMENT,
    "asyncproof.config.yaml": "seed: 1\nquiet: 2s\n",
  });
  after(() => repository.remove());
  const { path, git } = repository;

  const edit = (change: (text: string) => string): void => {
    const file = join(path, "asyncapi.yaml");
    writeFileSync(file, change(readFileSync(file, "utf8")));
  };
  const asyncproof = async (...args: readonly string[]) => {
    const summary = join(path, ".git/summary.md");
    writeFileSync(summary, "");
    const here = { GITHUB_WORKSPACE: path, GITHUB_STEP_SUMMARY: summary, GITHUB_BASE_REF: "" };
    const cli = start(args, path, { GITHUB_ACTIONS: "true", ...here });
    const code = await cli.ended;
    return { code, stdout: cli.stdout, stderr: cli.stderr, summary: readFileSync(summary, "utf8") };
  };
  const check = async (...args: readonly string[]) => {
    const end = await asyncproof("check", "asyncapi.yaml", "--json", ...args);
    const parts: readonly Part[] = JSON.parse(end.stdout).parts;
    const states = Object.fromEntries(parts.map(({ name, state }) => [name, state]));
    return { ...end, states, why: Object.fromEntries(parts.map(({ name, text }) => [name, text])) };
  };

  it("begins with a document whose tests are generated and committed", async () => {
    expect((await asyncproof("generate", "asyncapi.yaml")).code).to.equal(0);
    repository.commit("the contract");
    git("checkout", "-q", "-b", "longer-ids");
  });

  it("goes red at the changed line when the schema changes and nothing is generated", async () => {
    edit((text) => text.replace("maxLength: 40", "maxLength: 60"));
    const before = git("status", "--porcelain");
    const { code, states, stderr, summary } = await check("--min-contract-coverage", "50");
    expect(code).to.equal(1);
    expect(states).to.deep.equal({ stale: "failed", breaking: "passed", run: "passed", gates: "passed" });
    expect(stderr).to.include(`::error file=asyncapi.yaml,line=${LINE},title=generated tests are stale::`);
    expect(stderr).not.to.include("breaks clients");
    expect(summary, "the check as a whole, not its run, comes first").to.match(
      /^# Contract check of asyncapi\.yaml: broken\n/,
    );
    expect(summary).to.include("| stale | FAILED |").and.to.include("48 kept");
    expect(git("status", "--porcelain"), "a check writes nothing that git sees").to.equal(before);
  });

  it("is mended by generate, with a difference that a reviewer can read", async () => {
    expect((await asyncproof("generate", "asyncapi.yaml")).code).to.equal(0);
    const diff = git("diff", "--unified=0", "--", "generated-tests/message");
    const changed = diff.split("\n").filter((line) => /^[-+] /.test(line));
    expect(changed).to.deep.equal([
      '-      "accepts id of 40 characters (maxLength 40)",',
      '+      "accepts id of 60 characters (maxLength 60)",',
      '-          const say = client.send("say", { type: "say", id: "x".repeat(40) });',
      '+          const say = client.send("say", { type: "say", id: "x".repeat(60) });',
    ]);
    const files = git("diff", "--name-only", "--", "generated-tests").trim().split("\n");
    expect(files).to.deep.equal([
      "generated-tests/.manifest.json",
      "generated-tests/contract.lock.json",
      "generated-tests/message/echo.test.ts",
      "generated-tests/refusal/echo.test.ts",
    ]);
  });

  it("is green then: clients may send more, and nobody is broken", async () => {
    const { code, states, why } = await check();
    expect([code, states["stale"], states["breaking"]]).to.deep.equal([0, "passed", "passed"]);
    expect(why["breaking"]).to.match(/^1 compatible, compared with the lock of main \([0-9a-f]{7}\)$/);
    expect(states["gates"], "none was asked for").to.equal("unchecked");
    repository.commit("longer ids");
  });

  it("stays red when the change breaks clients, although everything is generated and committed", async () => {
    edit((text) => text.replace("maxLength: 60", "maxLength: 20"));
    expect((await asyncproof("generate", "asyncapi.yaml")).code).to.equal(0);
    repository.commit("shorter ids");
    const { code, states, stderr } = await check();
    expect(code).to.equal(1);
    expect(states).to.include({ stale: "passed", breaking: "failed", run: "passed" });
    expect(stderr).to.include(
      `::error file=asyncapi.yaml,line=${LINE},title=BOUND-TIGHTENED%3A breaks clients::`,
    );
  });

  it("changes no generated byte for a comment at the top", async () => {
    edit((text) => `# The contract of the echo service.\n${text}`);
    const { code, stdout } = await asyncproof("generate", "asyncapi.yaml");
    expect([code, /, 0 written|: 0 written/.test(stdout)]).to.deep.equal([0, true]);
    expect(git("status", "--porcelain")).to.equal(" M asyncapi.yaml\n");
  });
});
