import { expect } from "chai";
import { XMLValidator } from "fast-xml-parser";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { freePort } from "../../runner/tcp.ts";
import { type CiProject, ciProject, DOCUMENT, type StepEnd } from "./ci-project.ts";
import { PATIENT_MS, root } from "./cli.ts";

const DOCS = readFileSync(join(root, "docs/ci.md"), "utf8");

/** The first block of that language below a heading. */
function snippet(heading: string, language: string): string {
  const section = DOCS.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1];
  if (found === undefined) throw new Error(`docs/ci.md has no ${language} below ${heading}`);
  return found;
}

/** The indented lines below a heading, without their comments. */
function commands(heading: string): string[] {
  const section = DOCS.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("    "));
  if (lines.length === 0) throw new Error(`docs/ci.md has no commands below ${heading}`);
  return lines.map((line) => line.replace(/ {2,}#.*/, "").trim());
}

describe("the snippets of docs/ci.md", function () {
  this.timeout(4 * PATIENT_MS);
  let project: CiProject;
  before(async () => {
    project = await ciProject(".", { installed: true });
    project.git("checkout", "-q", "-b", "topic");
  });
  after(() => project.remove());
  afterEach(() => project.git("checkout", "-q", "--", "."));

  /** Runs lines as the runner's shell does, one after another; the first that fails ends them. */
  async function play(shell: readonly string[], lines: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const ends: StepEnd[] = [];
    for (const line of lines) {
      const end = await project.run([...shell, line], { env: { CI: "true", ...env } });
      ends.push(end);
      if (end.code !== 0) break;
    }
    const [last = { code: null, stdout: "", stderr: "" }] = ends.slice(-1);
    return { ...last, ran: ends.length };
  }

  const shorterIds = (): void =>
    project.write("asyncapi.yaml", DOCUMENT.replace("maxLength: 40", "maxLength: 20"));
  const isXml = (path: string): true | object => XMLValidator.validate(project.read(path));

  it("of GitHub clones with history, and checks the service that the project starts", async () => {
    const { jobs, permissions } = parse(snippet("GitHub", "yaml"));
    expect(permissions).to.deep.equal({ contents: "read" });
    const { steps } = jobs.contract;
    const used = steps.filter((step: object) => "uses" in step);
    expect(used[0]).to.deep.include({ uses: "actions/checkout@v4", with: { "fetch-depth": 0 } });
    expect(steps.length - used.length).to.equal(2);
    const port = String(await freePort());
    const lines = steps.flatMap(({ run }: { readonly run?: string }) =>
      run === undefined ? [] : [run.replace("8080", port)],
    );
    const shell = ["bash", "-e", "-c"];
    const green = await play(shell, lines);
    expect([green.ran, green.code], green.stdout + green.stderr).to.deep.equal([2, 0]);
    shorterIds();
    const red = await play(shell, lines);
    expect([red.ran, red.code], red.stdout + red.stderr).to.deep.equal([2, 1]);
  });

  it("of GitLab compares with the merge request's base, and with its own where there is none", async () => {
    const { contract } = parse(snippet("GitLab", "yaml"));
    expect(String(contract.variables.GIT_DEPTH)).to.equal("0");
    const shell = ["bash", "-eo", "pipefail", "-c"];
    const report = contract.artifacts.reports.junit;
    const base = project.git("rev-parse", "main").trim();
    const alone = await play(shell, contract.script);
    expect([alone.code, isXml(report)], alone.stderr).to.deep.equal([0, true]);
    shorterIds();
    const red = await play(shell, contract.script, { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
    expect([red.code, isXml(report)], red.stderr).to.deep.equal([1, true]);
    expect(red.stdout).to.match(
      new RegExp(`\\nbreaking +FAILED .*1 breaking, compared with[^]*${base.slice(0, 7)}`),
    );
  });

  it("of Jenkins leaves the reports that it publishes, whatever the exit code", async () => {
    const text = snippet("Jenkins", "groovy");
    const lines = [...text.matchAll(/\bsh '([^']*)'/g)].map(([, line = ""]) => line);
    const wanted = [...text.matchAll(/\b(?:junit|archiveArtifacts) '([^']*)'/g)].map(([, path = ""]) => path);
    expect([lines.length, wanted]).to.deep.equal([2, ["contract.xml", "contract.html"]]);
    shorterIds();
    const { code, ran } = await play(["sh", "-xe", "-c"], lines);
    expect([ran, code]).to.deep.equal([2, 1]);
    expect(isXml("contract.xml")).to.equal(true);
    expect(project.read("contract.html").trimEnd()).to.match(/<\/html>$/);
  });

  it("of shards meet the gate when they are merged", async () => {
    const [shard = "", merge = ""] = commands("Shards");
    const shards = [1, 2, 3].map(
      (index) => `npx ${shard.replace("1/3", `${index}/3`).replace("-1.", `-${index}.`)}`,
    );
    const { code, ran, stdout, stderr } = await play(["sh", "-e", "-c"], [...shards, `npx ${merge}`]);
    expect([ran, code], stdout + stderr).to.deep.equal([4, 0]);
    expect(project.read("contract.html").trimEnd()).to.match(/<\/html>$/);
    const missing = await play(["sh", "-e", "-c"], ["rm shard-2.ndjson", `npx ${merge}`]);
    expect(missing.code, "a part is missing").to.equal(2);
  });
});
