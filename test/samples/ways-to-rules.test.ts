import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { type Broken, samplesOf, sampleOf } from "../../samples/public.ts";

// As a key of its own it would make the object look like a promise.
const THEN = "then";

/** The values that break the rule at a place, each refused by the checker for it. */
function brokenAt(schema: Json, place: string): Broken[] {
  const { broken, faults } = samplesOf(schema);
  const found = broken().filter((one) => one.place === place);
  for (const { value } of found) expect(faults(value)).not.to.deep.equal([]);
  expect(found, `nothing breaks ${place}`).not.to.deep.equal([]);
  return found;
}

describe("a rule is broken", () => {
  it("that is about another type than the smallest value has", () => {
    const schema = { minimum: 30, properties: { name: { type: "string" } }, items: { type: "boolean" } };
    expect(brokenAt(schema, "#/minimum").map(({ value }) => value)).to.deep.equal([29]);
    expect(brokenAt(schema, "#/items/type")[0]?.at).to.equal("/0");
  });

  it("of which no value of its type is right", () => {
    expect(brokenAt({ contains: false }, "#/contains")[0]?.value).to.deep.equal([]);
  });

  it("where `false` stands for a property, an item and one side of an `if`", () => {
    expect(brokenAt({ properties: { a: false } }, "#/properties/a")[0]?.at).to.equal("/a");
    expect(brokenAt({ type: "array", items: [true, false] }, "#/items/1")[0]?.value).to.have.length(2);
    const sides: Json = { type: "integer", if: { minimum: 3 }, else: false };
    expect(brokenAt(sides, "#/else")[0]?.value).to.equal(2);
  });

  it("that a property brings with it which the smallest value has not", () => {
    const schema: Json = {
      type: "object",
      properties: { card: { type: "string" } },
      dependentSchemas: { card: { properties: { bill: { type: "integer" } } } },
    };
    expect(brokenAt(schema, "#/dependentSchemas/card/properties/bill/type")[0]?.at).to.equal("/bill");
  });

  it("that stands at a property which no value may have", () => {
    const schema: Json = {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" } },
      not: { required: ["a"] },
    };
    expect(brokenAt(schema, "#/properties/a/type")[0]?.besides).to.deep.equal(["#/not"]);
  });

  it("in an `if` inside an `if`, on the side that is hard to get to", () => {
    const schema: Json = {
      type: "integer",
      if: { minimum: 10 },
      [THEN]: { if: { maximum: 20 }, [THEN]: { multipleOf: 4 }, else: { multipleOf: 7 } },
      else: { multipleOf: 3 },
    };
    expect(brokenAt(schema, "#/then/else/multipleOf")[0]?.value).to.be.above(20);
    const labels = samplesOf(schema)
      .broken()
      .map(({ label }) => label);
    expect(labels).to.include.members([
      "the payload that meets its if and breaks its then",
      "the payload that meets no if and breaks its else",
      "the payload 1 (multipleOf)",
    ]);
  });

  it("behind a tuple that another schema describes", () => {
    const schema: Json = {
      type: "array",
      unevaluatedItems: false,
      allOf: [{ prefixItems: [{ type: "string" }, { type: "string" }] }],
    };
    expect(brokenAt(schema, "#/unevaluatedItems")[0]?.value).to.have.length(3);
  });
});

describe("values show something", () => {
  const object: Json = { type: "object", properties: { name: { type: "string" } } };

  it("where nothing has to be there", () => {
    expect(samplesOf(object).valid()).to.deep.equal({ name: "Ada" });
    expect(samplesOf({ type: "array", items: { type: "integer" } }).valid()).to.deep.equal([1]);
    expect(samplesOf({ items: false }).valid()).not.to.deep.equal([]);
  });

  it("but stay empty where nothing else is right, and as the edge they are", () => {
    expect(samplesOf({ type: "object", maxProperties: 0 }).valid()).to.deep.equal({});
    const edge = samplesOf(object)
      .boundaries()
      .find(({ label }) => label === "only what is required");
    expect(edge?.value).to.deep.equal({});
  });

  it("by chance too: few of them are empty, and some are", () => {
    const all = sampleOf(samplesOf(object).arbitrary(), { seed: 1, count: 300 });
    const empty = all.filter((value) => Object.keys(Object(value)).length === 0);
    expect(empty.length).to.be.within(1, 30);
  });
});

describe("a pattern with a back reference", () => {
  it("is matched, by number and by name", () => {
    const made = (pattern: string): Json => samplesOf({ type: "string", pattern }).valid();
    expect(made("^(ab|cd)\\1$")).to.match(/^(ab|cd)\1$/);
    expect(made("^(?<quote>[\"'])\\w+\\k<quote>$")).to.match(/^(?<quote>["'])\w+\k<quote>$/);
  });
});
