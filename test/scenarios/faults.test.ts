import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { loadConfig } from "../../config/index.ts";
import { readLock } from "../../contract/index.ts";
import { startStub } from "../../server/index.ts";
import { root } from "../bin/cli.ts";
import { SCENARIOS, type Scenario } from "./map.ts";
import { scenariosDocument } from "./render.ts";

/** A test of a family that has nothing to do with the fault. */
const UNRELATED = [
  "connection - agentUpdates > opening > opens, and answers",
  "reply - agentUpdates > attachRunner > is answered with attached",
];

/** Faulty stubs that are tested at a time; each test waits for its own. */
const LANES = 2;

interface Outcome {
  readonly title: string;
  readonly state: "passed" | "failed" | "pending";
  readonly text: string;
}

describe("the scenarios of the reference contract", () => {
  it("are the ones in docs/scenarios.md", () => {
    const document = readFileSync(join(root, "docs/scenarios.md"), "utf8");
    expect(document).to.equal(scenariosDocument(SCENARIOS));
  });

  it("all pass against the right stub", async function () {
    this.timeout(120_000);
    const titles = [...new Set(SCENARIOS.map(({ test }) => test))];
    const outcomes = await runAgainst([], titles);
    expect(outcomes.filter(({ state }) => state !== "passed")).to.deep.equal([]);
    expect(outcomes.map(({ title }) => title).sort()).to.deep.equal(titles.sort());
  });

  const faults = byFault();
  const outcomesOfAll = new Map<string, Promise<Outcome[]>>();
  before(() => {
    const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
    for (const [index, [fault, rows]] of [...faults].entries()) {
      const titles = [unrelatedTo(rows), ...rows.map(({ test }) => test)];
      const outcomes = (lanes[index % LANES] ?? Promise.resolve()).then(() => runAgainst([fault], titles));
      lanes[index % LANES] = outcomes.catch(() => undefined);
      outcomesOfAll.set(fault, outcomes);
    }
  });

  for (const [fault, rows] of faults) {
    it(`${fault} turns ${rows.length === 1 ? "its test" : `${rows.length} tests`} red, and an unrelated one stays green`, async function () {
      this.timeout(120_000);
      const unrelated = unrelatedTo(rows);
      const outcomes = (await outcomesOfAll.get(fault)) ?? [];
      for (const { test, rule } of rows) {
        const outcome = outcomes.find(({ title }) => title === test);
        expect(outcome?.state, test).to.equal("failed");
        expect(rule.split(" or "), test).to.include(outcome?.text.split("\n")[0]?.split(" ").at(-1));
      }
      expect(outcomes.find(({ title }) => title === unrelated)?.state, unrelated).to.equal("passed");
    });
  }
});

function unrelatedTo([first]: readonly Scenario[]): string {
  const family = first?.test.split(" - ")[0] ?? "";
  const title = UNRELATED.find((one) => !one.startsWith(`${family} - `));
  if (title === undefined) throw new Error(`no unrelated test for ${family}`);
  return title;
}

function byFault(): ReadonlyMap<string, readonly Scenario[]> {
  const faults = new Map<string, Scenario[]>();
  for (const scenario of SCENARIOS)
    faults.set(scenario.fault, [...(faults.get(scenario.fault) ?? []), scenario]);
  return faults;
}

/** Runs the tests with these titles as anybody can, by plain Mocha, against a stub with these faults. */
async function runAgainst(faults: readonly string[], titles: readonly string[]): Promise<Outcome[]> {
  const contract = readLock(join(root, "generated-tests/contract.lock.json"));
  const config = await loadConfig({ cwd: root, flags: {}, env: {} });
  const stub = await startStub({ contract, config, faults, unsolicited: true });
  try {
    return await plainMocha(stub.url, titles);
  } finally {
    await stub.close();
  }
}

async function plainMocha(url: string, titles: readonly string[]): Promise<Outcome[]> {
  const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
  const files = [...new Set(titles.map(fileOf))];
  const grep = titles.map((title) => `^${escaped(title.replaceAll(" > ", " "))}`).join("|");
  const args = [mocha, "--no-config", "--import=./harness/ts/register.mjs", "--timeout=60000", "--fail-zero"];
  const child = spawn(process.execPath, [...args, "--reporter=json", "--grep", grep, ...files], {
    cwd: root,
    env: { ...process.env, ASYNCPROOF_URL: url, ASYNCPROOF_PATIENCE: "2s" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 55_000,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  await once(child, "close");
  if (!stdout.includes('"stats"')) throw new Error(`Mocha gave no result: ${stdout}${stderr}`);
  return outcomesOf(JSON.parse(stdout.slice(stdout.indexOf("{"))), titles);
}

/** `family - someChannel > ...` stands in `family/some-channel.test.ts`. */
function fileOf(title: string): string {
  const [, family = "", channel = ""] = /^(.+?) - (.+?) >/.exec(title) ?? [];
  const name = channel.replace(/ |(?=[A-Z])/g, "-").toLowerCase();
  return `generated-tests/${family}/${name}.test.ts`;
}

interface MochaResult {
  readonly tests: readonly { readonly fullTitle: string; readonly err: { readonly message?: string } }[];
  readonly pending: readonly { readonly fullTitle: string }[];
}

function outcomesOf({ tests, pending }: MochaResult, titles: readonly string[]): Outcome[] {
  const waiting = new Set(pending.map(({ fullTitle }) => fullTitle));
  return tests.map(({ fullTitle, err }) => ({
    title: titles.find((title) => fullTitle.startsWith(title.replaceAll(" > ", " "))) ?? fullTitle,
    state: err.message !== undefined ? "failed" : waiting.has(fullTitle) ? "pending" : "passed",
    text: err.message ?? "",
  }));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
