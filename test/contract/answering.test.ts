import { expect } from "chai";
import {
  compileSequence,
  type OwedAnswer,
  shortestAnswer,
  stepAnswer,
  unanswered,
} from "../../contract/index.ts";

function answer(order: string | null, messages = ["a", "b", "c"]): OwedAnswer {
  const read = order === null ? null : compileSequence(order, "#/sequence", messages);
  return { kind: "owed", messages, order: read, payload: null };
}

describe("what a client answers", () => {
  it("is exactly one of its messages where no order is said", () => {
    const one = answer(null);
    expect(unanswered(one)).to.deep.equal({ state: 0, owes: true, takes: true });
    const after = stepAnswer(one, 0, "b");
    expect(after).to.deep.include({ owes: false, takes: false });
    expect(stepAnswer(one, after?.state ?? 0, "b")).to.equal(null);
    expect(stepAnswer(one, 0, "other")).to.equal(null);
  });

  for (const [order, through, names] of [
    [null, null, "a"],
    [null, "c", "c"],
    ["a* b", null, "b"],
    ["a* b", "a", "a b"],
    ["a (b | c)", "c", "a c"],
    ["a{2} b", null, "a a b"],
    ["a*", null, ""],
    ["a | b", "c", "a"],
  ] as const)
    it(`is at its shortest ${names === "" ? "nothing" : names}: ${order ?? "no order"}, through ${through ?? "any"}`, () => {
      expect(shortestAnswer(answer(order), through).join(" ")).to.equal(names);
    });
});
