import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { streaming } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

const FEW = 50;
const MANY = 800;
/** Heaps grow by the logarithm. */
const MOST = 2;

/** Counts how often an operation of the contract is looked at: whoever looks at an exchange looks at its operation. */
function watched(): { readonly contract: Contract; looks(): number } {
  const contract = streaming();
  let looks = 0;
  for (const operation of contract.channels.flatMap(({ operations }) => operations))
    for (const [key, value] of Object.entries(operation))
      Object.defineProperty(operation, key, {
        enumerable: true,
        get: () => {
          looks += 1;
          return value;
        },
      });
  return { contract, looks: () => looks };
}

/** Looks a frame, once everything is prepared. */
function looksOf(prepare: (traffic: Traffic) => void, talk: (traffic: Traffic) => number): number {
  const { contract, looks } = watched();
  const traffic = new Traffic(contract, { seesAll: false, forgets: true });
  prepare(traffic);
  const before = looks();
  const frames = talk(traffic);
  expect(traffic.rules, "a right service").to.deep.equal([]);
  return (looks() - before) / frames;
}

const times = (count: number, act: (index: number) => void): number => {
  for (let index = 0; index < count; index += 1) act(index);
  return count;
};

const prompt = (id: number): { type: string; id: string } => ({ type: "prompt", id: `p${id}` });
const token = (id: number, index: number): { type: string; id: string; index: number; text: string } => ({
  ...{ type: "token", id: `p${id}` },
  ...{ index, text: "x" },
});

/** By the number of things that are open, or were. */
const SHAPES: { readonly [what: string]: (count: number) => number } = {
  "open exchanges with ids": (count) =>
    looksOf(
      (traffic) => {
        traffic.open();
        times(count, (id) => traffic.sends(prompt(id)));
      },
      (traffic) => times(count, (id) => traffic.gets(token(id, 0))),
    ),
  "open exchanges without ids": (count) =>
    looksOf(
      (traffic) => {
        traffic.open();
        times(count, () => traffic.sends({ type: "ping" }));
      },
      (traffic) => times(count, () => traffic.gets({ type: "pong" })),
    ),
  "requests while others are open": (count) =>
    looksOf(
      (traffic) => {
        traffic.open();
        times(count, (id) => traffic.sends(prompt(id)));
      },
      (traffic) => times(count, (id) => traffic.sends(prompt(count + id))),
    ),
  connections: (count) =>
    looksOf(
      (traffic) => {
        times(count, (id) => traffic.open(`c${id}`));
        times(count, (id) => traffic.sends({ type: "ping" }, `c${id}`));
      },
      (traffic) => times(count, (id) => traffic.gets({ type: "pong" }, `c${id}`)),
    ),
  "frames before": (count) =>
    looksOf(
      (traffic) => {
        traffic.open();
        traffic.sends(prompt(0));
        times(count, (index) => traffic.gets(token(0, index)));
      },
      (traffic) => times(FEW, (index) => traffic.gets(token(0, count + index))),
    ),
};

describe("the judge's work for one frame", () => {
  for (const [what, looksFor] of Object.entries(SHAPES))
    it(`does not grow with the number of ${what}`, () => {
      const few = looksFor(FEW);
      expect(few).to.be.greaterThan(0);
      expect(looksFor(MANY)).to.be.lessThan(few * MOST);
    });
});
