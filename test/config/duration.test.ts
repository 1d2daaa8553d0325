import { expect } from "chai";
import { durationMs } from "../../config/duration.ts";

describe("duration", () => {
  const given: readonly (readonly [text: string, ms: number | null])[] = [
    ["250ms", 250],
    ["2s", 2000],
    ["1m", 60_000],
    ["1.5s", 1500],
    ["0ms", 0],
    ["2", null],
    ["2 s", null],
    ["-1s", null],
    ["1h", null],
    ["", null],
  ];
  for (const [text, ms] of given)
    it(`reads "${text}" as ${ms === null ? "no duration" : `${ms} ms`}`, () =>
      expect(durationMs(text)).to.equal(ms));
});
