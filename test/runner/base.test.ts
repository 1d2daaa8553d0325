import { expect } from "chai";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../config/index.ts";
import { loadContract, lockText } from "../../contract/index.ts";
import { type Base, findBase } from "../../runner/check/base.ts";
import { fixture } from "../bin/cli.ts";
import { type Repository, repositoryWith } from "../bin/repository.ts";

const DOCUMENT = readFileSync(join(fixture, "echo.yaml"), "utf8");
const CHANGED = DOCUMENT.replace("maxLength: 40", "maxLength: 20");

describe("findBase", () => {
  const repositories: Repository[] = [];
  const made = (branch: string, document: string = DOCUMENT): Repository => {
    const repository = repositoryWith({ "asyncapi.yaml": document }, branch);
    repositories.push(repository);
    return repository;
  };
  after(() => {
    for (const repository of repositories) repository.remove();
  });

  const base = async (
    { path: cwd }: Repository,
    named: string = "",
    env: { readonly [name: string]: string } = {},
  ): Promise<Base> => {
    const config = await loadConfig({ cwd, flags: {}, env: {} });
    const { contract } = await loadContract("asyncapi.yaml", { cwd });
    return findBase({ spec: "asyncapi.yaml", cwd, config, role: null, base: named, env }, contract);
  };
  const lock = async ({ path: cwd }: Repository): Promise<void> => {
    const { contract } = await loadContract("asyncapi.yaml", { cwd });
    mkdirSync(join(cwd, "generated-tests"), { recursive: true });
    writeFileSync(join(cwd, "generated-tests/contract.lock.json"), lockText(contract));
  };
  const change = ({ path }: Repository, text: string): void =>
    writeFileSync(join(path, "asyncapi.yaml"), text);
  const longest = (found: Base): number => {
    if (found.kind === "none") throw new Error(found.why);
    return Number(/"maxLength":(\d+)/.exec(JSON.stringify(found.side.contract))?.[1]);
  };

  it("takes the lock where HEAD left the default branch, not the one regenerated and committed since", async () => {
    const repository = made("main");
    await lock(repository);
    const commit = repository.commit("one");
    repository.git("checkout", "-q", "-b", "work");
    change(repository, CHANGED);
    await lock(repository);
    repository.commit("two");
    const found = await base(repository);
    expect(found).to.include({ kind: "found", name: `the lock of main (${commit.slice(0, 7)})` });
    expect(longest(found)).to.equal(40);
  });

  it("takes the commit before on the default branch itself, and HEAD while nothing is committed", async () => {
    const repository = made("master");
    await lock(repository);
    repository.commit("one");
    change(repository, CHANGED);
    await lock(repository);
    expect(await base(repository))
      .to.have.property("name")
      .that.includes("the lock of master");
    repository.commit("two");
    const found = await base(repository);
    expect(found).to.have.property("name").that.includes("HEAD^1");
    expect(longest(found)).to.equal(40);
  });

  it("reads the document of the base where that has no lock, or one of another version", async () => {
    const repository = made("main");
    repository.commit("one");
    change(repository, CHANGED);
    const found = await base(repository);
    expect(found).to.have.property("name").that.includes("the document of main");
    expect(longest(found)).to.equal(40);
    mkdirSync(join(repository.path, "generated-tests"));
    writeFileSync(
      join(repository.path, "generated-tests/contract.lock.json"),
      '{ "lock": 999, "format": 1, "channels": [] }',
    );
    repository.commit("two");
    change(repository, DOCUMENT);
    expect(longest(await base(repository))).to.equal(20);
  });

  it("believes origin/HEAD before init.defaultBranch before main, and a pull request's target before all", async () => {
    const repository = made("trunk");
    repository.commit("one");
    repository.git("branch", "main");
    repository.git("checkout", "-q", "-b", "work");
    change(repository, CHANGED);
    const name = async (env: { readonly [name: string]: string } = {}): Promise<string> => {
      const found = await base(repository, "", env);
      return found.kind === "found" ? (/of (\S+)/.exec(found.name)?.[1] ?? "") : found.why;
    };
    expect(await name()).to.equal("main");
    repository.git("config", "init.defaultBranch", "trunk");
    expect(await name()).to.equal("trunk");
    repository.git("update-ref", "refs/remotes/origin/dev", "HEAD");
    repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/dev");
    expect(await name()).to.equal("origin/dev");
    expect(await name({ GITHUB_BASE_REF: "main" })).to.equal("main");
  });

  it("says why there is none: no repository, no default branch, no commit in common, nothing before", async () => {
    const why = async (repository: Repository): Promise<string> => {
      const found = await base(repository);
      return found.kind === "none" ? found.why : found.name;
    };
    const fresh = made("main");
    expect(await why(fresh)).to.include("no git repository with a commit");
    fresh.commit("one");
    expect(await why(fresh)).to.include("main has no earlier commit here");
    const odd = made("odd");
    odd.commit("one");
    odd.git("config", "init.defaultBranch", "nowhere");
    expect(await why(odd)).to.equal("no default branch is known");
    fresh.git("checkout", "-q", "--orphan", "island");
    fresh.commit("alone");
    expect(await why(fresh)).to.equal("HEAD and main have no commit in common here");
  });

  it("takes a revision, a path in one, or a file that is named, and refuses what is not there", async () => {
    const repository = made("main");
    repository.commit("one");
    repository.git("tag", "v1");
    change(repository, CHANGED);
    writeFileSync(join(repository.path, "old.yaml"), DOCUMENT);
    for (const named of ["v1", "v1:asyncapi.yaml", "old.yaml"])
      expect(longest(await base(repository, named)), named).to.equal(40);
    mkdirSync(join(repository.path, "v2"));
    for (const named of ["v2", "v3", "--output=x", "v1:nowhere.yaml"]) {
      const failure = await base(repository, named).catch((error: unknown) => error);
      expect(failure, named).to.have.property("code", "REVISION");
    }
  });

  it("says of a shallow clone that the history is missing, where it knows no branch or not the one that is named", async () => {
    const whole = made("trunk");
    whole.commit("one");
    change(whole, CHANGED);
    whole.commit("two");
    const clone = join(whole.path, "clone");
    whole.git("clone", "-q", "--depth", "1", "--branch", "trunk", `file://${whole.path}`, clone);
    whole.git("-C", clone, "symbolic-ref", "--delete", "refs/remotes/origin/HEAD");
    const shallow = { ...whole, path: clone };
    const found = await base(shallow);
    expect(found).to.include({ kind: "none", why: "no default branch is known" });
    expect(found).to.have.property("hint").that.includes("shallow").and.includes("fetch-depth: 0");
    const failure = await base(shallow, "HEAD~1").catch((error: unknown) => error);
    expect(failure).to.have.property("message").that.includes("of this shallow clone");
    expect(failure).to.have.property("hint").that.includes("fetch-depth: 0");
  });
});
