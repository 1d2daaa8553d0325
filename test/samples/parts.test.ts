import { expect } from "chai";
import type { Json } from "../../contract/json.ts";
import { contractWith } from "./contract-with.ts";
import { fits } from "../../samples/fits.ts";
import { matchPattern } from "../../samples/match-pattern.ts";
import { createRandom } from "../../samples/random.ts";
import { isSmaller, smaller } from "../../samples/smaller.ts";
import { spokenAt, spokenType } from "../../samples/spoken.ts";
import { allowedTypes, allowsType, likelyType } from "../../samples/types.ts";
import { wordsOf } from "../../samples/words.ts";
import { rootRule } from "../../samples/attempts.ts";
import { doubtOf } from "../../samples/doubt.ts";
import { createWorkshop } from "../../samples/workshop.ts";
import { workshopWith } from "./workshop-with.ts";

const TRUSTED = { examples: [], fixed: [] };
const typed = (...types: Json[]): { schema: { type: Json }; place: string }[] =>
  types.map((type, index) => ({ schema: { type }, place: `#/${index}` }));

describe("the parts of samples", () => {
  it("judge a value as the checker does, without the checker", () => {
    const schema: Json = {
      type: "object",
      required: ["a"],
      additionalProperties: false,
      patternProperties: { "^x": { type: "integer" } },
      properties: {
        a: {
          oneOf: [
            { type: "string", minLength: 2 },
            { type: "integer", multipleOf: 2 },
          ],
        },
      },
      not: { required: ["x9"] },
    };
    const { shop, table } = workshopWith(schema);
    const values: Json[] = [
      {},
      { a: "b" },
      { a: "bc" },
      { a: 3 },
      { a: 4 },
      { a: 4, b: 1 },
      { a: 4, x: "1" },
      { a: 4, x9: 1 },
      [],
    ];
    for (const value of values)
      expect(fits(rootRule(shop, table.name), value, shop.resolve), JSON.stringify(value)).to.equal(
        shop.faults(table.name, value).length === 0,
      );
  });

  it("shrink along an order in which every chain ends", () => {
    for (const value of ["ab", 17, -0, [[], [1]], { a: { b: "text" } }, null] satisfies Json[])
      for (const less of smaller(value))
        expect(isSmaller(less, value), JSON.stringify([value, less])).to.equal(true);
    expect([...smaller("")]).to.deep.equal([0]);
  });

  it("build strings that their patterns match", () => {
    for (const pattern of [
      "^[A-Z]{3}-\\d{4}$",
      "^(?:a|bc)+$",
      "^\\p{L}{2,5}$",
      "x?y*z+",
      "^#[0-9a-fA-F]{6}$",
    ]) {
      const text = matchPattern(pattern, createRandom(pattern), 0);
      expect(text, pattern).to.match(new RegExp(pattern, "u"));
    }
  });

  it("take the types that all rules allow: integer is what integer and number have in common", () => {
    expect(allowedTypes(typed(["number", "string"], ["integer", "null"]))).to.deep.equal(["integer"]);
    expect(allowedTypes(typed("string", "null"))).to.deep.equal([]);
    expect(allowsType(["number"], "integer")).to.equal(true);
    expect(likelyType([{ schema: { minLength: 1 }, place: "#" }])).to.equal("string");
  });

  it("say locations and types as people do", () => {
    expect([
      spokenAt(""),
      spokenAt("/user/tags/0"),
      spokenType([]),
      spokenType(1),
      spokenType(null),
    ]).to.deep.equal(["the payload", "user.tags[0]", "an array", "a number", "null"]);
    expect(wordsOf("createdAtUTC-time_2")).to.deep.equal(["created", "at", "utc", "time", "2"]);
  });

  it("doubt a value whose format nobody checks, unless an example or the user vouches for it", () => {
    const shop = createWorkshop(
      contractWith({ pay: { properties: { iban: { type: "string", format: "iban" } } } }),
      1,
    );
    const value: Json = { iban: "DE00" };
    expect(doubtOf(shop, "pay", value, TRUSTED)).to.deep.include({ why: "format unchecked", at: "/iban" });
    expect(doubtOf(shop, "pay", value, { ...TRUSTED, examples: [value] })).to.equal(null);
    expect(doubtOf(shop, "pay", value, { ...TRUSTED, fixed: ["/iban"] })).to.equal(null);
  });
});
