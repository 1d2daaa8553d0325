import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import type { Location } from "../../samples/locations.ts";
import { reachedLocations } from "../../samples/reach.ts";
import { workshopWith } from "./workshop-with.ts";

// As a key of its own it would make the object look like a promise.
const THEN = "then";

function reached(schema: Json, start: Json): Location[] {
  const { shop, table } = workshopWith(schema);
  const all = [...reachedLocations(shop, table.name, start)];
  for (const { base, at } of all) expect(shop.faults(table.name, base), at).to.deep.equal([]);
  return all;
}

const places = (all: readonly Location[]): Set<string> =>
  new Set(all.flatMap(({ conjunction }) => conjunction.map(({ place }) => place)));

describe("reached locations", () => {
  it("hold every branch at least once, each in a whole valid value", () => {
    const branches = ["a", "b", "c"].map((kind) => ({
      required: ["kind"],
      properties: { kind: { const: kind }, [kind]: { type: "integer" } },
    }));
    const all = reached({ type: "object", oneOf: branches }, { kind: "a" });
    expect(places(all)).to.include.all.keys(
      "#/oneOf/0/properties/kind",
      "#/oneOf/1/properties/b",
      "#/oneOf/2/properties/c",
    );
  });

  it("hold a branch inside a branch that the start has not", () => {
    const inner = {
      anyOf: [
        { type: "string", minLength: 3 },
        { type: "integer", minimum: 3 },
      ],
    };
    const all = reached({ oneOf: [{ type: "null" }, { type: "array", minItems: 1, items: inner }] }, null);
    expect(places(all)).to.include.all.keys("#/oneOf/1/items/anyOf/0", "#/oneOf/1/items/anyOf/1");
  });

  it("hold both sides of an `if`", () => {
    const schema: Json = {
      type: "object",
      required: ["kind"],
      properties: { kind: { enum: ["card", "cash"] } },
      if: { properties: { kind: { const: "card" } } },
      [THEN]: { required: ["number"] },
      else: { required: ["coins"] },
    };
    expect(places(reached(schema, { kind: "card", number: 1 }))).to.include.all.keys("#/then", "#/else");
  });

  it("have every one of several types", () => {
    const all = reached({ type: ["string", "integer", "array"], minItems: 2 }, "text");
    expect(all.some(({ value }) => typeof value === "number")).to.equal(true);
    expect(all.some(({ value }) => Array.isArray(value) && value.length === 2)).to.equal(true);
  });

  it("leave out a branch that no valid value has", () => {
    const never = { type: "object", required: ["x"], properties: { x: false } };
    const all = reached({ anyOf: [{ type: "string" }, never] }, "text");
    expect(all.map(({ value }) => value)).to.deep.equal(["text"]);
  });

  it("come to an end on recursion", () => {
    const tree: Json = {
      type: "object",
      properties: { left: { $ref: "#" }, right: { $ref: "#" }, name: { type: "string" } },
    };
    const all = reached(tree, {});
    expect(all.length).to.be.within(3, 20);
    expect(places(all)).to.include("#/properties/name");
  });
});
