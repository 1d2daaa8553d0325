import { expect } from "chai";
import fc from "fast-check";
import { inShard } from "../../runner/shard.ts";

const TITLES = fc.uniqueArray(fc.string(), { maxLength: 60 });
const COUNT = fc.integer({ min: 1, max: 9 });

function partsOf(titles: readonly string[], of: number): string[][] {
  return Array.from({ length: of }, (_, at) => [...inShard(titles, { index: at + 1, of })]);
}

describe("inShard", () => {
  it("gives every test to one part, and parts differ by one test at most", () =>
    fc.assert(
      fc.property(TITLES, COUNT, (titles, of) => {
        const parts = partsOf(titles, of);
        expect(parts.flat().sort()).to.deep.equal([...titles].sort());
        const sizes = parts.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).to.be.at.most(1);
      }),
    ));

  it("divides the same tests in the same way, in whatever order they stand", () =>
    fc.assert(
      fc.property(TITLES, COUNT, (titles, of) => {
        const sorted = (parts: string[][]): string[][] => parts.map((part) => part.sort());
        expect(sorted(partsOf([...titles].reverse(), of))).to.deep.equal(sorted(partsOf(titles, of)));
      }),
    ));

  it("scatters neighbours, which are slow together", () => {
    const titles = Array.from({ length: 40 }, (_, at) => `idle - chat > waits ${at}`);
    const slow = partsOf([...titles, ...titles.map((title) => `reply ${title}`)], 4).map(
      (part) => part.filter((title) => title.startsWith("idle")).length,
    );
    expect(Math.max(...slow)).to.be.below(20);
  });
});
