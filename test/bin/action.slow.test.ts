import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { freePort } from "../../runner/tcp.ts";
import { type CiProject, ciProject, DOCUMENT } from "./ci-project.ts";
import { PATIENT_MS, root } from "./cli.ts";

interface Action {
  readonly inputs: { readonly [name: string]: { readonly default: string } };
  readonly outputs: { readonly [name: string]: { readonly value: string } };
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id: string;
      readonly shell: string;
      readonly "working-directory": string;
      readonly env: { readonly [name: string]: string };
      readonly run: string;
    }[];
  };
}

const ACTION = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action; // what a runner would read
const CHANGE = "BOUND-TIGHTENED@#/channels/echo/messages/say/payload/properties/id/maxLength";
const FOLDER = "services/echo";
const LINE = DOCUMENT.split("\n").findIndex((line) => line.includes("maxLength: 40")) + 1;

interface Played {
  readonly code: number | null;
  readonly stdout: string;
  readonly summary: string;
  readonly outputs: { readonly [name: string]: string };
}

/** Does what GitHub's runner does with a composite action: expressions, environment, `shell: bash`, files of commands. */
async function play(project: CiProject, inputs: { readonly [name: string]: string } = {}): Promise<Played> {
  const given = {
    ...Object.fromEntries(Object.entries(ACTION.inputs).map(([name, one]) => [name, one.default])),
  };
  Object.assign(given, { "working-directory": FOLDER }, inputs);
  const steps: { [step: string]: { readonly [output: string]: string } } = {};
  const filled = (value: string): string =>
    value.replace(
      /\$\{\{ (inputs|steps)\.([\w-]+)(?:\.outputs\.([\w-]+))? \}\}/g,
      (_, kind, name, output) => {
        const found = kind === "inputs" ? given[name] : steps[name]?.[output];
        if (found === undefined) throw new Error(`the action has no ${value}`);
        return found;
      },
    );
  const at = (name: string): string => join(project.path, ".git", name);
  for (const file of ["summary.md", "output", "script.sh"]) project.write(`.git/${file}`, "");
  const env = {
    ...{ CI: "true", GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: project.path, GITHUB_BASE_REF: "main" },
    ...{ GITHUB_STEP_SUMMARY: at("summary.md"), GITHUB_OUTPUT: at("output") },
  };
  let last = { code: 0 as number | null, stdout: "" };
  for (const step of ACTION.runs.steps) {
    if (step.shell !== "bash") throw new Error(`a step is for ${step.shell}`);
    project.write(".git/script.sh", filled(step.run));
    const own = Object.entries(step.env).map(([name, value]) => [name, filled(value)]);
    const command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", at("script.sh")];
    last = await project.run(command, {
      cwd: filled(step["working-directory"]),
      env: { ...env, ...Object.fromEntries(own) },
    });
    const lines = project.read(".git/output").trim().split("\n").filter(Boolean);
    steps[step.id] = Object.fromEntries(lines.map((line) => line.split("=") as [string, string])); // NAME=VALUE
    if (last.code !== 0) break;
  }
  const outputs = Object.entries(ACTION.outputs).map(([name, { value }]) => [name, filled(value)]);
  return { ...last, summary: project.read(".git/summary.md"), outputs: Object.fromEntries(outputs) };
}

describe("the GitHub action", function () {
  this.timeout(2 * PATIENT_MS);
  let project: CiProject;
  before(async () => {
    project = await ciProject(FOLDER, { installed: true });
    project.git("checkout", "-q", "-b", "shorter-ids");
  });
  after(() => project.remove());

  it("is a composite one whose scripts hold no expression: an input is never part of them", () => {
    expect(ACTION.runs.using).to.equal("composite");
    for (const { run } of ACTION.runs.steps) expect(run).not.to.include("${{");
  });

  it("is green for a kept contract, and says so in the summary and its output", async () => {
    const { code, stdout, summary, outputs } = await play(project, { args: "--min-contract-coverage 50" });
    expect([code, outputs], stdout).to.deep.equal([0, { "exit-code": "0" }]);
    expect(stdout).not.to.include("::error");
    expect(summary).to.match(/\| run \| ok \|/);
    expect(summary).to.match(/\| gates \| ok \|/);
  });

  it("is red for a breaking change and stale tests: annotations on the document's line, from the repository's root", async () => {
    project.write(`${FOLDER}/asyncapi.yaml`, DOCUMENT.replace("maxLength: 40", "maxLength: 20"));
    const { code, stdout, summary, outputs } = await play(project);
    expect([code, outputs], stdout).to.deep.equal([1, { "exit-code": "1" }]);
    const at = `::error file=${FOLDER}/asyncapi.yaml,line=${LINE},title=`;
    expect(stdout).to.include(`\n${at}generated tests are stale::`);
    expect(stdout).to.include(`\n${at}BOUND-TIGHTENED%3A breaks clients::`);
    expect(summary).to.match(/\| breaking \| FAILED \| 1 breaking/);
    expect(summary).to.match(/\| stale \| FAILED \|/);
  });

  it("takes options as a shell would read them, quotes and all", async () => {
    const service = `--port ${await freePort()} --start 'node server.js'`;
    const args = `${service} --allow "${CHANGE}=agreed, it's fine"`;
    const { code, stdout, summary } = await play(project, { args });
    expect(code, stdout).to.equal(1);
    expect(summary).to.match(/\| breaking \| ok \| .*1 allowed/);
    expect(summary, "the service takes longer ids than the document now says").to.match(
      /\| run \| FAILED \|/,
    );
  });

  it("loses no gate with a quote: exit code 2, and nothing is run", async () => {
    const { code, stdout, outputs } = await play(project, {
      args: "--min-contract-coverage 100 --allow 'oops",
    });
    expect([code, outputs]).to.deep.equal([2, { "exit-code": "2" }]);
    expect(stdout)
      .to.include("::error title=asyncproof::the input args can't be read")
      .and.not.to.include("kept");
  });

  it("runs nothing that stands in an input", async () => {
    const spec = 'no.yaml"; touch hacked; $(touch hacked) `touch hacked`';
    const { code, outputs } = await play(project, { spec, args: "; touch hacked $(touch hacked)" });
    expect([code, outputs]).to.deep.equal([2, { "exit-code": "2" }]);
    expect(existsSync(join(project.path, FOLDER, "hacked"))).to.equal(false);
  });

  it("gets the version that is asked for where the project does not depend on us", async () => {
    const stranger = await ciProject("api", { installed: false });
    try {
      const { code, stdout } = await play(stranger, { "working-directory": "api", version: "1.2.3" });
      expect(code, stdout).to.equal(0);
      expect(stdout).to.match(/^npx --yes asyncproof@1\.2\.3\n/);
    } finally {
      stranger.remove();
    }
  });
});
