import { expect } from "chai";
import type { Channel, Contract } from "../../contract/model.ts";
import { planTests } from "../../generator/index.ts";
import { contractOf } from "./planned.ts";

const OPTIONS = { values: {}, seed: 1, maxWaitMs: 5000 };

/** So many channels of one kind, each of which counts who looks at its operations. */
function many(contract: Contract, count: number): { readonly contract: Contract; looks(): number } {
  const [one] = contract.channels;
  if (one === undefined) throw new RangeError("a document without a channel");
  let looks = 0;
  const channels = Array.from({ length: count }, (_, index): Channel => {
    const { operations } = one;
    return {
      ...one,
      name: `${one.name}${index}`,
      get operations() {
        looks += 1;
        return operations;
      },
    };
  });
  return { contract: { ...contract, channels }, looks: () => looks };
}

/** Looks at operations a channel. */
function looksOf(contract: Contract, count: number, memory?: Map<string, never>): number {
  const watched = many(contract, count);
  planTests(watched.contract, OPTIONS, memory);
  return watched.looks() / count;
}

describe("the work of planning a channel", () => {
  for (const [how, memory] of [
    ["planned once", undefined],
    ["planned again and again", new Map<string, never>()],
  ] as const)
    it(`does not grow with the channels beside it, ${how}`, async () => {
      const contract = await contractOf("examples/python-agent/asyncapi.yaml");
      const few = looksOf(contract, 2, memory);
      const crowd = looksOf(contract, 20, memory);
      expect(few).to.be.greaterThan(0);
      expect(crowd, `of 2 channels ${few}`).to.be.at.most(few * 2);
    });
});
