import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { init } from "../../runner/init/init.ts";
import { folderWith } from "../config/folder.ts";
import { asyncproof, PATIENT_MS } from "./cli.ts";

const ANSWERS = {
  title: 'Ann\'s: "chat"',
  document: "docs/api.yaml",
  start: "",
  url: "",
  ci: "github",
} as const;

describe("asyncproof init", function () {
  this.timeout(PATIENT_MS);
  const folder = folderWith({ "mine/asyncproof.config.json": "{}", "mine/docs/api.yaml": "mine\n" });
  after(() => folder.remove());
  const text = (name: string): string => readFileSync(join(folder.path, name), "utf8");

  it("makes a project in which everything is kept at once", async () => {
    const made = await asyncproof(["init", "--yes", "--title", ANSWERS.title], folder.path);
    expect([made.code, made.stdout.match(/^written /gm)?.length]).to.deep.equal([0, 3]);
    const { code, stdout } = await asyncproof(["run", "asyncapi.yaml", "--json"], folder.path);
    const { unspecified, notReached, contractCoverage } = JSON.parse(stdout);
    expect([code, unspecified, notReached, contractCoverage.percent]).to.deep.equal([0, 0, 0, 100]);
  });

  it("writes over nothing, and no second config beside one", async () => {
    const { written, kept } = await init(ANSWERS, join(folder.path, "mine"));
    expect(kept).to.deep.equal(["docs/api.yaml", "asyncproof.config.json"]);
    expect(written).to.deep.equal([".github/workflows/contract.yml"]);
    expect(text("mine/docs/api.yaml")).to.equal("mine\n");
  });

  it("writes YAML, whatever the answers hold", async () => {
    writeFileSync(join(folder.path, "package.json"), "{}");
    const start = "node 'server: #1.js' --port {port}";
    await init({ ...ANSWERS, document: "other.yaml", start, ci: "gitlab" }, folder.path);
    expect(parse(text("other.yaml")).info.title).to.equal(ANSWERS.title);
    expect(parse(text(".gitlab-ci.yml")).contract.script[0]).to.equal("npm ci");
    const apart = join(folder.path, "apart");
    await init({ ...ANSWERS, start }, apart);
    expect(parse(text("apart/asyncproof.config.yaml"))).to.deep.equal({ start, seed: 1 });
    const { jobs } = parse(text("apart/.github/workflows/contract.yml"));
    expect(jobs.contract.steps.at(-1).run).to.equal("npx --yes asyncproof check docs/api.yaml");
  });

  it("says which flags a file that was there has not taken", async () => {
    const given = [
      "init",
      "--yes",
      "--document",
      "docs/api.yaml",
      "--title",
      "x",
      "--url",
      "ws://localhost:1",
    ];
    const { stdout } = await asyncproof(given, join(folder.path, "mine"));
    expect(stdout).to.include("kept     docs/api.yaml (it was there; --title is not written)\n");
    expect(stdout).to.include("kept     asyncproof.config.json (it was there; --url is not written)\n");
    expect(stdout).to.include("kept     .github/workflows/contract.yml (it was there)\n");
  });

  it("asks nobody where there is no terminal: exit code 2", async () => {
    const { code, stderr } = await asyncproof(["init"], folder.path);
    expect([code, stderr.includes("INIT-NOBODY")]).to.deep.equal([2, true]);
  });
});
