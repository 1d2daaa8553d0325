import { expect } from "chai";
import fc from "fast-check";
import type { Json, JsonObject } from "../../contract/json.ts";
import { confirmed, firstValid, attemptAt, type Workshop } from "../../samples/attempts.ts";
import { Unsatisfiable } from "../../samples/unsatisfiable.ts";
import { createWorkshop } from "../../samples/workshop.ts";
import { contractWith } from "./contract-with.ts";

const ME: JsonObject = { $ref: "schema:me" };
const NEXT = { type: "object", required: ["next"], properties: { next: ME } };
const AT = "#/components/schemas/me";

const shopOf = (me: Json, more: { readonly [name: string]: Json } = {}): Workshop =>
  createWorkshop(contractWith({ me, ...more }), 1);

const LEAF = fc.constantFrom<Json>({ type: "string" }, { type: "null" }, true, ME, { $ref: "schema:other" });

/** Two schemas that may refer to each other in every way that is looked at. */
const { schema: SCHEMA } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    LEAF,
    fc
      .record({
        type: fc.constantFrom<Json>("object", ["object", "array"], ["object", "null"], "array"),
        required: fc.subarray(["a", "b"]),
        properties: fc.record({ a: tie("schema"), b: tie("schema") }, { requiredKeys: [] }),
        minItems: fc.nat(2),
        items: tie("schema"),
      })
      .map((schema): Json => ({ ...schema })),
    fc
      .record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) })
      .map((one): Json => ({ ...one })),
    fc
      .record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) })
      .map((one): Json => ({ ...one })),
  ),
}));

const TABLE = fc.record({ me: SCHEMA, other: SCHEMA });

describe("schemas of which no value ends", () => {
  const endless: readonly (readonly [what: string, at: string, me: Json])[] = [
    ["by what is required", "/properties/next", NEXT],
    ["by items", "/items", { type: "array", minItems: 2, items: ME }],
    [
      "behind a tuple",
      "/additionalItems",
      { type: "array", minItems: 2, items: [true], additionalItems: ME },
    ],
    [
      "by parts",
      "/properties/next",
      { allOf: [{ type: "object" }, { required: ["next"] }], properties: { next: ME } },
    ],
    ["in every branch", "/anyOf/0", { anyOf: [NEXT, { type: "array", minItems: 1, items: ME }] }],
    [
      "in every branch of a type",
      "/oneOf/0",
      { type: "object", oneOf: [{ required: ["next"], properties: { next: ME } }] },
    ],
    [
      "by names that are not declared",
      "/additionalProperties",
      { type: "object", required: ["x"], additionalProperties: ME },
    ],
  ];
  for (const [what, at, me] of endless)
    it(`are given up at once: ${what}`, () => {
      const shop = shopOf(me);
      let asked = 0;
      const counting = {
        ...shop,
        resolve: (ref: string) => {
          asked += 1;
          return shop.resolve(ref);
        },
      };
      const make = (): Json => firstValid(counting, "me", { hint: "me", fill: "required" });
      expect(make).to.throw(Unsatisfiable, `schema me: a recursion without an end at ${AT}${at}`);
      // One attempt makes about two thousand; there were eight.
      expect(asked).to.be.below(3000);
    });

  const ending: readonly (readonly [what: string, me: Json])[] = [
    ["a branch ends it", { anyOf: [NEXT, { type: "null" }] }],
    ["any type will do", { required: ["next"], properties: { next: ME } }],
    ["it need not be there", { type: "object", properties: { next: ME } }],
    ["a list may be empty", { type: "array", items: ME }],
    ["a tuple goes before", { type: "array", minItems: 1, items: [{ type: "string" }], additionalItems: ME }],
    ["a constant is given", { const: { next: 1 } }],
    [
      "it is another schema's",
      { type: "object", required: ["next"], properties: { next: { $ref: "schema:other" } } },
    ],
    ["there is a contradiction", { allOf: [{ type: "string" }, { type: "object" }], ...NEXT }],
    ["nothing is allowed", { type: "object", required: ["no"], properties: { no: false } }],
  ];
  for (const [what, me] of ending)
    it(`are not these: ${what}`, () => {
      expect(shopOf(me, { other: { type: "string" } }).endless("me")).to.equal(null);
    });

  it("are never those of which there is a value", () => {
    let found = 0;
    fc.assert(
      fc.property(TABLE, ({ me, other }) => {
        const shop = shopOf(me, { other });
        const end = shop.endless("me");
        if (end === null) return;
        found += 1;
        const blind = { ...shop, endless: () => null, contradicting: () => [] };
        const attempt = (number: number) => ({
          ...attemptAt(shop, { hint: "me", fill: "required" }, number),
          budget: { left: 100 },
        });
        expect(() => confirmed(blind, "me", { name: "me", attempt, tries: 4 })).to.throw(Unsatisfiable);
      }),
      { seed: 7, numRuns: 250 },
    );
    expect(found).to.be.above(10);
  });
});
