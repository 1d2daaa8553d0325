import { expect } from "chai";
import { createSchemaChecker } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { createSampler, type Sampler, Unsatisfiable } from "../../samples/index.ts";
import { contractWith } from "./contract-with.ts";

// As a key of its own it would make the object look like a promise.
const THEN = "then";

const SCHEMAS: { readonly [name: string]: Json } = {
  message: {
    type: "object",
    required: ["type", "request_id", "content"],
    additionalProperties: false,
    properties: {
      type: { const: "message" },
      request_id: { type: "string", format: "uuid" },
      content: { type: "string", minLength: 1, maxLength: 2000 },
      level: { enum: ["low", "high"] },
      index: { type: "integer", minimum: 0, maximum: 9 },
      note: { type: ["string", "null"] },
      tags: { type: "array", items: { $ref: "schema:tag" }, minItems: 1, maxItems: 3, uniqueItems: true },
      shape: { oneOf: [{ $ref: "schema:circle" }, { $ref: "schema:square" }] },
    },
  },
  tag: { type: "string", pattern: "^[a-z][a-z0-9-]{0,31}$" },
  circle: {
    type: "object",
    required: ["kind", "r"],
    properties: { kind: { const: "circle" }, r: { type: "number" } },
  },
  square: {
    type: "object",
    required: ["kind", "a"],
    properties: { kind: { const: "square" }, a: { type: "number" } },
  },
  tree: {
    type: "object",
    required: ["left"],
    properties: { left: { anyOf: [{ $ref: "schema:tree" }, { type: "null" }] } },
  },
  all: {
    allOf: [
      { required: ["a"], properties: { a: { type: "integer" } } },
      { required: ["b"], minProperties: 3 },
    ],
  },
  when: {
    type: "object",
    required: ["kind"],
    properties: { kind: { enum: ["a", "b"] } },
    if: { properties: { kind: { const: "a" } } },
    [THEN]: { required: ["size"] },
  },
  odd: { type: "string", pattern: "^(?:[A-Z]{3}-\\d{4}|x+)$", minLength: 8 },
  never: { type: "string", minLength: 5, maxLength: 3 },
  nothing: { allOf: [false] },
  loop: { $ref: "schema:loop" },
};

const contract = contractWith(SCHEMAS);
const check = createSchemaChecker(contract);
const satisfiable = Object.keys(SCHEMAS).filter((name) => !["never", "nothing", "loop"].includes(name));
const sampler = (): Sampler => createSampler(contract, 7);
const labels = (of: readonly { label: string }[]): string[] => of.map(({ label }) => label);

describe("samples", () => {
  for (const name of satisfiable) {
    it(`makes a valid value, valid boundaries and invalid broken values for ${name}`, () => {
      const start = sampler().valid(name, `a ${name}`);
      expect(check(name, start)).to.deep.equal([]);
      for (const { label, value } of sampler().boundaries(name))
        expect(check(name, value), label).to.deep.equal([]);
      for (const { label, value } of sampler().broken(name, start))
        expect(check(name, value), label).not.to.deep.equal([]);
    });
  }

  it("gives the same bytes for the same seed and hint, and other ids for another hint", () => {
    const once = JSON.stringify([sampler().valid("message", "m 1"), sampler().boundaries("message")]);
    expect(JSON.stringify([sampler().valid("message", "m 1"), sampler().boundaries("message")])).to.equal(
      once,
    );
    expect(sampler().valid("message", "m 1")).not.to.deep.equal(sampler().valid("message", "m 2"));
  });

  it("reports an unsatisfiable schema with the reason", () => {
    expect(() => sampler().valid("never", "x")).to.throw(
      Unsatisfiable,
      "#/components/schemas/never/minLength and #/components/schemas/never/maxLength contradict each other",
    );
    expect(() => sampler().valid("nothing", "x")).to.throw(Unsatisfiable, /nothing is allowed/);
    expect(() => sampler().valid("loop", "x")).to.throw(Unsatisfiable);
    expect(sampler().boundaries("never")).to.deep.equal([]);
  });

  it("searches for the rules that contradict each other only when somebody reads them, and once", () => {
    let searches = 0;
    const error = new Unsatisfiable("never", "too short", () => {
      searches += 1;
      return ["#/minLength", "#/maxLength"];
    });
    expect([error.reason, searches]).to.deep.equal(["too short", 0]);
    expect(error.message).to.include("#/minLength and #/maxLength contradict each other (too short)");
    expect([error.rules.length, searches]).to.deep.equal([2, 1]);
  });

  it("names boundaries in plain words", () => {
    expect(labels(sampler().boundaries("message"))).to.include.members([
      "only what is required",
      "everything at once",
      "content of 2000 characters (maxLength 2000)",
      'level "high"',
      "index 9 (maximum 9)",
      "note null",
      "tags of 3 items (maxItems 3)",
      "shape as square",
    ]);
  });

  it("breaks one rule at a time and names it in plain words", () => {
    const broken = sampler().broken("message", sampler().valid("message", "x"));
    expect(labels(broken)).to.include.members([
      "without request_id",
      "with an undeclared property",
      'type "Message" instead of "message"',
      'request_id "not-a-uuid" (format uuid)',
      "content empty (minLength 1)",
      "content of 2001 characters (maxLength 2000)",
      "content as null",
      'level "Low" (not in enum)',
      "index as a string",
      "index -1 (minimum 0)",
      "index 10 (maximum 9)",
      "tags of 0 items (minItems 1)",
      "tags of 4 items (maxItems 3)",
      "tags with a duplicate",
      "without shape.kind",
    ]);
    expect(labels(broken)).not.to.include("note as null");
    const long = broken.find(({ keyword }) => keyword === "maxLength");
    expect(long).to.include({
      at: "/content",
      place: "#/components/schemas/message/properties/content/maxLength",
    });
  });

  it("never breaks a format that nobody checks", () => {
    const own = createSampler(contractWith({ iban: { type: "string", format: "iban" } }), 1);
    expect(labels(own.broken("iban", "DE00"))).to.deep.equal([
      "the payload as a number",
      "the payload as null",
    ]);
  });

  it("takes the document's own suggestions where they fit", () => {
    const own = createSampler(
      contractWith({
        room: { type: "string", pattern: "^#[a-z]+$", examples: ["no", "#lobby"], default: "#x" },
      }),
      1,
    );
    expect(own.valid("room", "x")).to.equal("#lobby");
  });
});
