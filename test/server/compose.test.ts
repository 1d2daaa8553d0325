import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import type { Ordered } from "../../contract/model.ts";
import { applyValue, type Edit, settle } from "../../server/compose/edit.ts";
import { mergePatch } from "../../server/compose/merge-patch.ts";
import { nextInOrder } from "../../server/compose/order.ts";
import { cut, join } from "../../server/compose/pieces.ts";
import { contains } from "../../server/exchange/cases.ts";

const edit = (at: string, ...values: (Json | undefined)[]): Edit => ({ at, values, why: `wants ${at}` });

describe("making messages", () => {
  it("applies edits in their order, the last one winning", () => {
    const settled = settle({ a: 1 }, [edit("/a", 2), edit("/b/c", 3), edit("/a", 4)], () => true);
    expect(settled).to.deep.equal({ payload: { a: 4, b: { c: 3 } }, dropped: [] });
  });

  it("lets the schema win: another value where one is allowed, none where none is", () => {
    const isValid = (payload: Json): boolean =>
      typeof payload === "object" &&
      payload !== null &&
      "a" in payload &&
      payload["a"] !== 2 &&
      !("b" in payload);
    const settled = settle({ a: 1 }, [edit("/a", 2, 3), edit("/b", 1), edit("/c", undefined)], isValid);
    expect(settled?.payload).to.deep.equal({ a: 3 });
    expect(settled?.dropped.map(({ at }) => at)).to.deep.equal(["/b"]);
    expect(settle({ b: 1 }, [], isValid)).to.equal(null);
  });

  it("takes values out of objects and lists", () => {
    expect(applyValue({ a: [1, 2, 3], b: 1 }, "/a/1", undefined)).to.deep.equal({ a: [1, 3], b: 1 });
    expect(applyValue({ a: { b: 1 } }, "/a/b", undefined)).to.deep.equal({ a: {} });
    expect(applyValue({ a: 1 }, "/x/y", undefined)).to.deep.equal({ a: 1 });
  });

  it("cuts a whole into its parts, and joins them again", () => {
    expect(cut("Grüße 👋!", 3)?.map(([text]) => text)).to.deep.equal(["Gr", "üße", " 👋!"]);
    expect(cut([1, 2, 3], 3)).to.deep.equal([
      [1, [1]],
      [2, [2]],
      [3, [3]],
    ]);
    expect(cut("ab", 3)).to.equal(null);
    expect(cut(5, 1)).to.equal(null);
    expect(join(["a", "b"])).to.equal("ab");
    expect(join([1, [2, 3]])).to.deep.equal([1, 2, 3]);
    expect(join([])).to.equal(null);
  });

  const increasing: Ordered["rule"] = { kind: "increasing" };
  const order = (rule: Ordered["rule"], more: Partial<Parameters<typeof nextInOrder>[1]>): Json | undefined =>
    nextInOrder(rule, { last: undefined, count: 0, planned: 1, sample: undefined, schemas: [], ...more });

  it("counts in steps, from where the document says or the example does", () => {
    expect(order({ kind: "step", from: 5 }, { count: 2 })).to.equal(7);
    expect(order({ kind: "step", from: null }, { sample: 3 })).to.equal(3);
    expect(order({ kind: "step", from: null }, { last: 3, sample: 3 })).to.equal(4);
  });

  it("rises within the range, also when more comes than was planned", () => {
    const schemas = [{ type: "integer", minimum: 0, maximum: 100 }];
    expect(order(increasing, { planned: 4, schemas })).to.equal(25);
    expect(order(increasing, { planned: 4, count: 3, last: 75, schemas })).to.equal(100);
    expect(order(increasing, { planned: 1, count: 1, last: 98, schemas })).to.equal(100);
    expect(
      order(increasing, { planned: 1, count: 1, last: 0.5, schemas: [{ exclusiveMaximum: 1 }] }),
    ).to.be.above(0.5);
    expect(order(increasing, { count: 1, last: 7 })).to.equal(8);
  });

  it("lets times and texts rise", () => {
    expect(order(increasing, { sample: "2026-01-01T00:00:00Z" })).to.equal("2026-01-01T00:00:00Z");
    expect(order(increasing, { last: "2026-01-01T00:00:00Z" })).to.equal("2026-01-01T00:00:01.000Z");
    expect(order(increasing, { last: "2026-01-31" })).to.equal("2026-02-01");
    expect(order(increasing, { last: "abc" })).to.equal("abc0");
  });

  it("merges patches, and knows what they change", () => {
    expect(mergePatch({ a: 1, b: { c: 2 } }, { a: null, b: { d: [3] } })).to.deep.equal({
      b: { c: 2, d: [3] },
    });
    expect(contains({ a: 1, b: { c: 2 } }, { b: { c: 2 }, x: null })).to.equal(true);
    expect(contains({ a: 1 }, { a: null })).to.equal(false);
    expect(contains({ a: [1, 2] }, { a: [1] })).to.equal(false);
    expect(contains("text", { a: 1 })).to.equal(false);
  });
});
