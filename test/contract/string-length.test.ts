import { expect } from "chai";
import fc from "fast-check";
import { payloadEngine } from "../../contract/ajv-engine.ts";

const PIECES = ["a", "é", "\u0301", "👋", "\ud83d", "\udc4b", "\n"];

describe("lengths of strings", () => {
  for (const keyword of ["minLength", "maxLength"] as const)
    it(`decides on ${keyword} as who counts every character, whatever the characters are`, () => {
      const engine = payloadEngine("2020-12");
      const checks = Array.from({ length: 9 }, (_, limit) => engine.compile({ [keyword]: limit }));
      const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));
      fc.assert(
        fc.property(text, fc.nat(8), (value, limit) => {
          const { length } = [...value];
          const fits = keyword === "minLength" ? length >= limit : length <= limit;
          expect(checks[limit]?.(value), `${keyword} ${limit} of ${JSON.stringify(value)}`).to.equal(fits);
        }),
        { numRuns: 2000 },
      );
    });
});
