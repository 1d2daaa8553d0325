import { expect } from "chai";
import { type PlanMemory, planTests } from "../../generator/index.ts";
import { DOCUMENT_PAIRS } from "./diff/all-pairs.ts";
import { BASE, edited, read } from "./diff/read.ts";

const OPTIONS = { values: {}, seed: 1, maxWaitMs: 5000 };

describe("planning with a memory", function () {
  this.timeout(600_000);

  it("gives the plan that it gives without, for every pair of the diff's table, there and back", async () => {
    const memory: PlanMemory = new Map();
    const base = (await read(BASE)).contract;
    let reused = 0;
    for (const { name, edits } of DOCUMENT_PAIRS)
      for (const contract of [(await read(edited(edits))).contract, base]) {
        const before = new Set([...memory.values()].flatMap(({ files }) => [...files.values()]));
        const plan = planTests(contract, OPTIONS, memory);
        reused += plan.files.filter((file) => before.has(file)).length;
        expect(plan, name).to.deep.equal(planTests(contract, OPTIONS));
      }
    expect(reused, "or nothing is remembered").to.be.greaterThan(0);
  });
});
