import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { samplesOf } from "../../samples/public.ts";

const labelsOf = (schema: { readonly [word: string]: Json }): string[] =>
  samplesOf(schema)
    .boundaries()
    .map(({ label, value }) => `${label}: ${JSON.stringify(value)}`);

describe("boundaries of branches that the smallest value has not", () => {
  const fish = { type: "object", required: ["kind"], properties: { kind: { const: "fish" } } };
  const paint = {
    type: "object",
    required: ["kind", "colour"],
    properties: {
      kind: { const: "paint" },
      colour: { enum: ["red", "green"] },
      coats: { type: "integer", minimum: 1, maximum: 3 },
    },
  };

  it("are there: every value of an enum, the edges of numbers, of what may be left out too", () => {
    const labels = labelsOf({
      type: "object",
      required: ["goods"],
      properties: { goods: { oneOf: [fish, paint] } },
    });
    expect(labels).to.include.members([
      'goods.colour "green": {"goods":{"kind":"paint","colour":"green"}}',
      'goods.coats 1 (minimum 1): {"goods":{"kind":"paint","colour":"red","coats":1}}',
      'goods.coats 3 (maximum 3): {"goods":{"kind":"paint","colour":"red","coats":3}}',
    ]);
  });

  it("are there where the whole is one of several", () => {
    expect(labelsOf({ oneOf: [fish, paint] })).to.include(
      'colour "green": {"kind":"paint","colour":"green"}',
    );
  });
});
