import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { pointerGet, pointerSet } from "../../contract/json-pointer.ts";
import { isObject } from "../../contract/json.ts";
import { samplesOf } from "../../samples/public.ts";
import { rootRule } from "../../samples/attempts.ts";
import { secondFaults } from "../../samples/second-faults.ts";
import { workshopWith } from "./workshop-with.ts";

/** What complains beside `place` of a value. */
function besides(schema: Json, value: Json, place: string, at = ""): readonly string[] | null {
  const { shop, table } = workshopWith(schema);
  const faults = shop.everyFault(table.name, value);
  return secondFaults(
    { root: rootRule(shop, table.name), value, faults, resolve: shop.resolve },
    { place, at },
  );
}

/** The schema without one of its rules. */
function without(schema: Json, place: string): Json {
  const pointer = place.slice(1);
  const cut = pointer.lastIndexOf("/");
  const parent = pointerGet(schema, pointer.slice(0, cut));
  if (!isObject(parent)) throw new Error(`${place} stands in no object`);
  const left = Object.fromEntries(Object.entries(parent).filter(([word]) => word !== pointer.slice(cut + 1)));
  return pointerSet(schema, pointer.slice(0, cut), left);
}

describe("second faults", () => {
  it("are rules that complain too", () => {
    const schema: Json = { type: "string", minLength: 3, pattern: "^a" };
    expect(besides(schema, "b", "#/minLength")).to.deep.equal(["#/pattern"]);
    expect(besides(schema, "a", "#/minLength")).to.deep.equal([]);
  });

  it("tell a rule that does not complain from one that complains alone", () => {
    expect(besides({ type: "string", minLength: 3 }, "abc", "#/minLength")).to.equal(null);
    expect(besides({ type: "string", minLength: 3 }, 1, "#/minLength")).to.equal(null);
  });

  it("are not the oneOf around a rule, nor its other branches", () => {
    const schema: Json = {
      oneOf: [
        { type: "object", required: ["a"], properties: { a: { type: "string" } } },
        { type: "object", required: ["b", "c"] },
      ],
    };
    expect(besides(schema, { a: 1 }, "#/oneOf/0/properties/a/type", "/a")).to.deep.equal([]);
    expect(besides(schema, { b: 1 }, "#/oneOf/1/required", "/c")).to.deep.equal([]);
  });

  it("are those of the same branch", () => {
    const schema: Json = {
      anyOf: [{ type: "null" }, { type: "object", required: ["a"], properties: { b: { type: "string" } } }],
    };
    expect(besides(schema, { b: 1 }, "#/anyOf/1/required", "/a")).to.deep.equal([
      "#/anyOf/1/properties/b/type",
    ]);
  });

  it("are told apart by location where a schema comes back in itself", () => {
    const schema: Json = {
      oneOf: [{ type: "null" }, { type: "object", required: ["next"], properties: { next: { $ref: "#" } } }],
    };
    expect(besides(schema, { next: { next: 1 } }, "#/oneOf/0/type", "/next/next")).to.deep.equal([]);
  });

  it("are not the same rule said twice", () => {
    const schema: Json = { type: "object", allOf: [{ type: "object", minProperties: 1 }] };
    expect(besides(schema, "text", "#/type")).to.deep.equal([]);
  });

  it("are none by the label exactly where the value is valid without the rule", () => {
    const schemas: Json[] = [
      {
        type: "object",
        required: ["a", "n"],
        minProperties: 2,
        maxProperties: 3,
        additionalProperties: false,
        properties: {
          a: { type: "string", minLength: 2, maxLength: 4, pattern: "^[a-z]*$" },
          n: { type: "integer", minimum: 3, exclusiveMaximum: 9, multipleOf: 3 },
          l: { type: "array", items: { enum: ["x", "y"] }, minItems: 1, maxItems: 2, uniqueItems: true },
          p: { const: true },
        },
      },
      {
        type: "array",
        items: [{ type: "integer" }, { type: "string" }],
        additionalItems: false,
        maxItems: 2,
      },
      { type: "array", items: { type: "integer" }, contains: { minimum: 100 }, minItems: 3 },
      { type: "string", minLength: 6, allOf: [{ pattern: "^[a-f0-9]+$" }, { pattern: "\\d{3}$" }] },
      { type: "object", required: ["v"], properties: { v: { const: 2 } }, minProperties: 1 },
    ];
    for (const schema of schemas) {
      const all = samplesOf(schema).broken();
      expect(all).not.to.have.length(0);
      const judges = new Map<string, ReturnType<typeof samplesOf>["faults"]>();
      for (const { label, value, place, besides: others } of all) {
        const judge = judges.get(place) ?? samplesOf(without(schema, place)).faults;
        judges.set(place, judge);
        const isAlone = judge(value).length === 0;
        expect(others.length === 0, label).to.equal(isAlone);
      }
    }
  });
});
