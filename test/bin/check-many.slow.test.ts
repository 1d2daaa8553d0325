import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fixture, PATIENT_MS, start } from "./cli.ts";
import { repositoryWith } from "./repository.ts";

const DOCUMENT = readFileSync(join(fixture, "echo.yaml"), "utf8");

describe("asyncproof check of several documents", function () {
  this.timeout(3 * PATIENT_MS);
  const repository = repositoryWith({
    "services/a/asyncapi.yaml": DOCUMENT,
    "services/a/asyncproof.config.yaml": "seed: 1\n",
    "services/broken.yaml": "asyncapi: 3.0.0\ninfo: [\n",
    "plain.yaml": DOCUMENT,
  });
  after(() => repository.remove());
  const here = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const cli = start(args, repository.path, { GITHUB_ACTIONS: "", ...env });
    const code = await cli.ended;
    return { code, stdout: cli.stdout, stderr: cli.stderr };
  };

  it("checks each where its config is, with reports of its own, one summary and the worst exit code", async () => {
    expect((await here(["generate", "plain.yaml", "--out", "generated-tests/plain"])).code).to.equal(0);
    repository.commit("the contracts");
    const args = ["check", "plain.yaml", "services/**/*.yaml", "--quiet", "--report", "junit=run.xml"];
    const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: repository.path, GITHUB_STEP_SUMMARY: "" };
    const { code, stdout, stderr } = await here(args, env);
    expect(code, stderr).to.equal(1);
    expect(stdout).to.match(/\n3 documents\n/);
    expect(stdout).to.match(/\nplain\.yaml +ok +/);
    expect(stdout).to.match(/\nservices\/a\/asyncapi\.yaml +FAILED +stale FAILED/);
    expect(stdout).to.include("run cd services/a && asyncproof generate asyncapi.yaml".split(" && ")[0]);
    expect(stdout).to.match(/\nservices\/broken\.yaml +could not tell +/);
    expect(stderr).to.include("YAML-SYNTAX");
    expect(stdout).to.match(/^::error file=services\/broken\.yaml,line=\d+,title=YAML-SYNTAX::/m);
    expect(readFileSync(join(repository.path, "run.plain.xml"), "utf8")).to.include("</testsuites>");
  });

  it("takes a revision as base of all, and no file", async () => {
    const { code, stderr } = await here(["check", "plain.yaml", "services/a/*.yaml", "--base", "plain.yaml"]);
    expect([code, stderr.includes("BASE-ONE")], stderr).to.deep.equal([2, true]);
  });

  it("is one JSON document with --json", async () => {
    const { code, stdout } = await here(["check", "plain.yaml", "services/broken.yaml", "--json"]);
    const { exitCode, documents } = JSON.parse(stdout);
    expect([code, exitCode, documents.length]).to.deep.equal([2, 2, 2]);
    expect(documents[0]).to.include({ document: "plain.yaml", exitCode: 0 });
    expect(documents[1]).to.deep.include({ document: "services/broken.yaml", exitCode: 2 });
    expect(documents[1].error.code).to.equal("YAML-SYNTAX");
  });

  it("runs a part of the tests with --shard", async () => {
    const { code, stdout } = await here([
      "check",
      "plain.yaml",
      "--out",
      "generated-tests/plain",
      "--shard",
      "1/4",
    ]);
    expect(code, stdout).to.equal(0);
    expect(stdout).to.match(/\nrun +ok +1[0-9] kept/);
  });
});
