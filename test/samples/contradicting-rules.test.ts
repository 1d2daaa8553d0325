import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { samplesOf, Unsatisfiable } from "../../samples/public.ts";

function rulesOf(schema: Json): readonly string[] {
  try {
    samplesOf(schema).valid();
  } catch (error) {
    if (error instanceof Unsatisfiable) return error.rules;
    throw error;
  }
  throw new Error("there is a value");
}

/** A large object that has nothing to do with what is wrong. */
const bystanders: Json = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [
    `field${index}`,
    { type: "object", required: ["a"], properties: { a: { type: "string", minLength: 2, maxLength: 9 } } },
  ]),
);

const CONTRADICTIONS: readonly (readonly [said: string, schema: Json, rules: readonly string[]])[] = [
  ["two bounds", { type: "string", minLength: 5, maxLength: 3 }, ["#/minLength", "#/maxLength"]],
  ["a constant of another type", { type: "integer", const: "x" }, ["#/type", "#/const"]],
  ["an enum that no pattern fits", { enum: ["a"], pattern: "^b" }, ["#/enum", "#/pattern"]],
  [
    "what one branch of allOf requires and another forbids",
    {
      type: "object",
      allOf: [{ required: ["z"] }, { properties: { a: {} }, additionalProperties: false }],
    },
    ["#/allOf/0/required", "#/allOf/1/additionalProperties"],
  ],
  [
    "two branches of oneOf that say nothing",
    { oneOf: [{ type: "object" }, { title: "first" }, { type: "string" }, { title: "second" }] },
    ["#/oneOf/1", "#/oneOf/3"],
  ],
  [
    "two rules among a hundred",
    {
      type: "object",
      required: ["id"],
      properties: { ...bystanders, id: { type: "integer", minimum: 9, maximum: 3 } },
    },
    ["#/required", "#/properties/id/minimum", "#/properties/id/maximum"],
  ],
];

describe("rules that contradict each other", () => {
  for (const [said, schema, rules] of CONTRADICTIONS)
    it(`are named: ${said}`, () => {
      expect(rulesOf(schema)).to.have.members([...rules]);
    });

  it("are not claimed of one rule that is hard to meet", () => {
    const hard: Json = { type: "string", pattern: "^a{4}(?<!a)$" };
    expect(rulesOf(hard)).to.deep.equal(["#/pattern"]);
    expect(() => samplesOf(hard).valid())
      .to.throw(Unsatisfiable)
      .with.property("message")
      .that.does.not.include("contradict");
  });
});
