import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { type Broken, samplesOf } from "../../samples/public.ts";

/** As a computed key: linters take a literal one for a promise. */
const THEN = "then";

/** The broken values whose label begins so; each is refused by the checker. */
function brokenBy(schema: Json, label: RegExp): Broken[] {
  const { broken, faults } = samplesOf(schema);
  const all = broken();
  for (const { value } of all) expect(faults(value)).not.to.deep.equal([]);
  return all.filter((one) => label.test(one.label));
}

const shape = (kind: string, size: string): Json => ({
  type: "object",
  required: ["kind", size],
  properties: { kind: { const: kind }, [size]: { type: "number" } },
});
const SHAPES = [shape("circle", "r"), shape("square", "a")];

describe("broken values", () => {
  it("have a discriminator that no branch has, and one of another branch", () => {
    const schema: Json = { discriminator: { propertyName: "kind" }, oneOf: SHAPES };
    const found = brokenBy(schema, /instead of "circle" \(discriminator\)/);
    expect(found.map(({ became }) => became)).to.deep.equal(["no-such-kind", "square"]);
    for (const one of found)
      expect(one).to.deep.include({
        at: "/kind",
        place: "#/discriminator",
        keyword: "discriminator",
        was: "circle",
        besides: [],
      });
  });

  it("change what tells branches apart where no discriminator says so, numbers too", () => {
    const numbered: Json = {
      anyOf: [1, 2].map((one) => ({ required: ["v"], properties: { v: { const: one } }, type: "object" })),
    };
    expect(
      brokenBy({ oneOf: SHAPES }, /instead of "circle" \(oneOf\)/).map(({ became }) => became),
    ).to.deep.equal(["no-such-kind", "square"]);
    expect(brokenBy(numbered, /\(anyOf\)/).map(({ became }) => became)).to.deep.equal([3]);
  });

  it("change no tag where another branch takes the value then", () => {
    const loose: Json = {
      oneOf: ["a", "b"].map((kind) => ({
        type: "object",
        required: ["kind"],
        properties: { kind: { const: kind } },
      })),
    };
    expect(brokenBy(loose, /\(oneOf\)/).map(({ became }) => became)).to.deep.equal(["no-such-kind"]);
  });

  it("hold one item too few for minContains and one too many for maxContains, as many items as before", () => {
    const schema: Json = {
      type: "array",
      contains: { const: "x" },
      minContains: 2,
      maxContains: 3,
      minItems: 4,
    };
    const count = (one: Broken | undefined): number =>
      Array.isArray(one?.value) ? one.value.filter((item) => item === "x").length : -1;
    const of = (keyword: string): Broken | undefined =>
      brokenBy(schema, /contains asks for/).find((one) => one.keyword === keyword);
    expect([count(of("contains")), count(of("minContains")), count(of("maxContains"))]).to.deep.equal([
      0, 1, 4,
    ]);
    expect(of("minContains")).to.deep.include({ place: "#/minContains", besides: [] });
    expect(of("maxContains")).to.deep.include({ place: "#/maxContains", besides: [] });
  });

  it("meet a condition that the start has not met, and break what follows from it", () => {
    const schema: Json = {
      type: "object",
      required: ["quantity"],
      properties: { quantity: { type: "integer", minimum: 1, maximum: 100 }, note: { type: "string" } },
      if: { properties: { quantity: { minimum: 50 } } },
      [THEN]: { required: ["note"] },
    };
    const start = { quantity: 2 };
    const found = samplesOf(schema)
      .broken(start)
      .filter(({ label }) => label.includes("that meets its if"));
    expect(found).to.have.length(1);
    expect(found[0]?.value).to.have.property("quantity").that.is.at.least(50);
    expect(found[0]?.value).not.to.have.property("note");
    expect(found[0]).to.deep.include({ place: "#/then/required", keyword: "required" });
  });

  it("keep items apart where they have to be", () => {
    const schema: Json = {
      type: "array",
      uniqueItems: true,
      contains: { minimum: 5 },
      maxContains: 2,
      items: { type: "integer" },
    };
    const [many] = brokenBy(schema, /maxContains/);
    expect(many?.besides).to.deep.equal([]);
    expect(many?.value).to.have.length(3);
  });

  it("have a near miss in another case and one with a character more", () => {
    expect(brokenBy({ const: "on" }, /instead of/).map(({ value }) => value)).to.deep.equal(["On", "onx"]);
    expect(brokenBy({ enum: ["on", "On"] }, /not in enum/).map(({ value }) => value)).to.deep.equal([
      "ON",
      "onx",
    ]);
  });

  it("are made anew where the value, changed, would break other rules too", () => {
    const closed: Json = {
      type: "object",
      minProperties: 1,
      maxProperties: 2,
      additionalProperties: false,
      properties: { a: { type: "integer" }, b: { type: "integer" }, c: { type: "integer" } },
    };
    const [many] = brokenBy(closed, /maxProperties/);
    expect(many).to.deep.include({ value: { a: 1, b: 1, c: 1 }, besides: [] });
    const [step] = brokenBy(
      { type: "number", multipleOf: 0.1, exclusiveMinimum: 0, maximum: 1 },
      /multipleOf/,
    );
    expect(step?.besides).to.deep.equal([]);
    const [half] = brokenBy({ type: "integer", minimum: 10 }, /type integer/);
    expect(half?.value).to.be.above(10);
  });

  it("name what else complains where a rule can't be broken by itself", () => {
    const tuple: Json = {
      type: "array",
      items: [{ type: "integer" }],
      additionalItems: false,
      minItems: 1,
      maxItems: 1,
    };
    const [many] = brokenBy(tuple, /maxItems/);
    expect(many?.besides).to.deep.equal(["#/additionalItems"]);
  });

  it("are labelled with the rule that complains, never with a condition that only chooses", () => {
    const schema: Json = JSON.parse(
      `{"type":"object","required":["t"],"properties":{"t":{"enum":[1,2]}},
        "if":{"properties":{"t":{"const":1}}},"then":{"required":["p"]},"else":{"required":["q"]}}`,
    );
    const places = samplesOf(schema)
      .broken()
      .map(({ place }) => place);
    expect(places.filter((place) => place.startsWith("#/if/"))).to.deep.equal([]);
    expect(places).to.include.members(["#/properties/t/enum", "#/then/required", "#/else/required"]);
  });
});
