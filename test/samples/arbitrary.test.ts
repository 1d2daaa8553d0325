import { expect } from "chai";
import { assert, check, property } from "fast-check";
import { tableOfSchema, createSchemaChecker, isObject, type Json } from "../../contract/index.ts";
import { arbitraryOf, sampleOf, samplesOf, Unsatisfiable } from "../../samples/public.ts";

const ORDER: Json = {
  type: "object",
  required: ["id", "items"],
  additionalProperties: false,
  properties: {
    id: { type: "string", format: "uuid" },
    note: { type: "string" },
    items: { type: "array", items: { $ref: "#/$defs/item" }, maxItems: 5 },
  },
  $defs: {
    item: {
      oneOf: [
        {
          type: "object",
          required: ["sku"],
          properties: { sku: { type: "string", pattern: "^[A-Z]{3}-\\d+$" } },
        },
        { type: "array", items: { $ref: "#/$defs/item" }, maxItems: 2 },
      ],
    },
  },
};

describe("arbitraries", () => {
  it("give valid values only, as the checker judges", () => {
    const table = tableOfSchema(ORDER);
    const faults = createSchemaChecker(table);
    assert(
      property(arbitraryOf(ORDER), (value) => faults(table.name, value).length === 0),
      { numRuns: 200, seed: 3 },
    );
  });

  it("give the same bytes for the same seed, and others for another", () => {
    const once = (seed: number): string => JSON.stringify(sampleOf(arbitraryOf(ORDER), { seed, count: 20 }));
    expect(once(5)).to.equal(once(5));
    expect(once(5)).not.to.equal(once(6));
  });

  it("replay a failure by seed and path", () => {
    const short = property(arbitraryOf({ type: "string" }), (value) => String(value).length <= 17);
    const failed = check(short, { seed: 11, numRuns: 500 });
    const again = check(short, { seed: failed.seed, path: failed.counterexamplePath ?? "", numRuns: 1 });
    expect(again.counterexample).to.deep.equal(failed.counterexample);
  });

  it("shrink through the schema: every smaller value is valid too", () => {
    const table = tableOfSchema(ORDER);
    const faults = createSchemaChecker(table);
    const seen: Json[] = [];
    const failed = check(
      property(arbitraryOf(ORDER), (value) => {
        seen.push(value);
        return !isObject(value) || !Array.isArray(value["items"]) || value["items"].length < 2;
      }),
      { seed: 2, numRuns: 300 },
    );
    expect(seen.filter((value) => faults(table.name, value).length > 0)).to.deep.equal([]);
    const [value] = failed.counterexample ?? [];
    expect(value).to.have.all.keys("id", "items");
    expect(value).to.have.property("items").that.deep.equals([[], []]);
  });

  it("stay small and come to an end on recursion", () => {
    const tree: Json = {
      type: "object",
      required: ["left", "right"],
      properties: { left: { $ref: "#" }, right: { type: ["null", "object"], $ref: "#/$defs/end" } },
      $defs: { end: true },
    };
    expect(() => sampleOf(arbitraryOf(tree), { seed: 1, count: 1 })).to.throw(Unsatisfiable);
    const list: Json = { type: "object", properties: { next: { $ref: "#" }, also: { $ref: "#" } } };
    for (const value of sampleOf(arbitraryOf(list), { seed: 1, count: 50 }))
      expect(JSON.stringify(value).length).to.be.below(20_000);
  });

  it("break every kind of rule, labelled with what was and what became", () => {
    const { broken, faults } = samplesOf({
      type: "array",
      prefixItems: [
        { not: { type: "string" } },
        { oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }], type: "integer" },
      ],
      items: false,
      minItems: 2,
      contains: { const: 4 },
    });
    const all = broken();
    for (const { value } of all) expect(faults(value)).not.to.deep.equal([]);
    expect(new Set(all.map(({ keyword }) => keyword))).to.include.all.keys(
      "not",
      "oneOf",
      "type",
      "items",
      "minItems",
      "contains",
    );
    const not = all.find(({ keyword }) => keyword === "not");
    expect(not).to.include({ at: "/0", place: "#/prefixItems/0/not" });
    expect(not?.became).to.be.a("string");
  });

  it("break names, dependents and conditions", () => {
    const THEN = "then"; // as a key of its own it would make the object look like a promise
    const all = samplesOf({
      type: "object",
      required: ["kind"],
      properties: { kind: { enum: ["card", "cash"] }, number: { type: "string" }, cvc: { type: "string" } },
      propertyNames: { pattern: "^[a-z]+$" },
      dependentRequired: { number: ["cvc"] },
      if: { properties: { kind: { const: "card" } } },
      [THEN]: { required: ["number"] },
    }).broken();
    expect(all.map(({ label }) => label)).to.include.members(
      ["with number but without cvc", "the payload with a name that is not allowed", "without number"].map(
        (label) => (label.startsWith("with number") ? `the payload ${label}` : label),
      ),
    );
  });

  it("give broken values that shrink to the shortest", () => {
    const values = samplesOf({ type: "string", minLength: 2, maxLength: 5 }).brokenArbitrary();
    const failed = check(
      property(values, ({ keyword }) => keyword !== "maxLength"),
      { seed: 1, numRuns: 200 },
    );
    expect(failed.counterexample?.[0]).to.deep.include({
      keyword: "maxLength",
      became: failed.counterexample?.[0].value,
    });
  });

  it("read references to ids, anchors and other documents", () => {
    const schema: Json = {
      $id: "https://example.com/root",
      $ref: "#name",
      $defs: { a: { $anchor: "name", $ref: "other" } },
    };
    const others = { "https://example.com/other": { const: "found" } };
    expect(samplesOf(schema, { others }).valid()).to.equal("found");
    expect(() => samplesOf({ $ref: "#/nowhere" })).to.throw("leads nowhere");
  });
});
