import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../../config/index.ts";
import { loadContract } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";
import { planTests } from "../../generator/index.ts";
import { EVERYTHING } from "../../runner/filter.ts";
import type { Planned } from "../../runner/generate.ts";
import { DueTests } from "../../runner/watch/due-tests.ts";
import { withFewRuns } from "../../runner/watch/watch-run.ts";

const cwd = fileURLToPath(new URL("../bin/fixture/", import.meta.url));
const { contract } = await loadContract("echo.yaml", { cwd, cache: null });

function generated(of: Contract, made: Partial<Planned["made"]> = {}): Planned {
  const plan = planTests(of, { values: {}, seed: 1, maxWaitMs: 1 });
  const tests = { added: [], removed: [], addedFor: [], removedFor: [] };
  return {
    contract: of,
    lineMap: { hash: "", document: "", lines: {} },
    plan,
    made: { written: [], unchanged: [], removed: [], kept: [], tests, ...made },
    planned: plan.files.length,
    testFiles: plan.files.map(({ path }) => path),
    ownTests: ["message/own.test.ts"],
    parts: new Map(),
    lines: "",
    readMs: 0,
  };
}

/** The same, but for what is promised of replies. */
function otherReply(): Contract {
  const text = JSON.stringify(contract);
  const changed = text.replaceAll('"id":{"type":"string"}', '"id":{"type":"string","maxLength":99}');
  expect(changed).not.to.equal(text);
  return JSON.parse(changed);
}

describe("tests that are due while watching", () => {
  it("are all at first, none where nothing has changed, and all where something concerns all", () => {
    const due = new DueTests();
    const all = generated(contract);
    expect(due.take(all, EVERYTHING)).to.equal(all);
    expect(due.take(all, EVERYTHING), "they have not run").to.equal(all);
    due.ran();
    expect(due.take(all, EVERYTHING)).to.equal(null);
    due.everything();
    expect(due.take(all, EVERYTHING)).to.equal(all);
  });

  it("are those that a change concerns, and the user's own, until they have run", () => {
    const due = new DueTests();
    due.take(generated(contract), EVERYTHING);
    due.ran();
    const changed = generated(otherReply());
    for (const time of ["first", "again, as they have not run"]) {
      const part = due.take(changed, EVERYTHING);
      expect(part?.testFiles, time).to.include("message/echo.test.ts");
      expect(part?.ownTests, time).to.deep.equal(["message/own.test.ts"]);
      expect(part?.parts.get("message/echo.test.ts"), time).not.to.equal(undefined);
    }
    due.ran();
    expect(due.take(changed, EVERYTHING)).to.equal(null);
  });

  it("are those of them that are asked for", () => {
    const due = new DueTests();
    due.take(generated(contract), EVERYTHING);
    due.ran();
    const part = due.take(generated(otherReply()), { ...EVERYTHING, families: ["message"] });
    expect(part?.testFiles).to.deep.equal(["message/echo.test.ts"]);
  });

  it("are whole files where somebody had changed them, before or since", () => {
    const due = new DueTests();
    due.take(generated(contract), EVERYTHING);
    due.ran();
    const restored = due.take(generated(contract, { written: ["reply/echo.test.ts"] }), EVERYTHING);
    expect(restored?.testFiles).to.deep.equal(["reply/echo.test.ts"]);
    expect(restored?.parts.size).to.equal(0);
    due.ran();
    const kept = due.take(generated(otherReply(), { kept: ["message/echo.test.ts"] }), EVERYTHING);
    expect(kept?.testFiles).to.include("message/echo.test.ts");
    expect(kept?.parts.has("message/echo.test.ts")).to.equal(false);
  });

  it("tries properties with few values after a change, unless the user says how many", async () => {
    const config = await loadConfig({ cwd, env: {}, flags: {} });
    expect(withFewRuns({ config, settings: { seed: 3 } })).to.deep.equal({ seed: 3, runs: 5 });
    expect(withFewRuns({ config: { ...config, runs: 2 }, settings: {} })).to.deep.equal({ runs: 2 });
    expect(withFewRuns({ config, settings: { runs: 99 } })).to.deep.equal({ runs: 99 });
  });
});
