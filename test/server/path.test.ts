import { expect } from "chai";
import { compileSequence } from "../../contract/index.ts";
import { createRandom } from "../../samples/index.ts";
import { errorPath } from "../../server/exchange/error-path.ts";
import { type PathStep, walk, wayThrough } from "../../server/exchange/path.ts";

const NAMES = ["a", "b", "c", "d", "error", "end"];

/** The path as words; `avoid`: names that it must not take. */
function pathOf(text: string, avoid: readonly string[] = [], repeats = 3): string | null {
  const way = wayThrough(
    compileSequence(text, "#", NAMES),
    (on) => on.kind === "close" || avoid.includes(on.name),
  );
  return way === null ? null : words(walk(way, { repeats, random: createRandom(1) }));
}

function words(steps: readonly PathStep[]): string {
  return steps.map((on) => (on.kind === "name" ? on.name : `close(${on.code})`)).join(" ");
}

describe("a way through a sequence", () => {
  const table: readonly [sequence: string, avoid: readonly string[], path: string | null][] = [
    ["a", [], "a"],
    ["a | error", ["error"], "a"],
    ["a+ (end | error)", ["error"], "a a a end"],
    ["a b* (end | error)", ["error"], "a b b end"],
    ["a{5} end", [], "a a a a a end"],
    ["a? end", [], "end"],
    ["error?", ["error"], ""],
    ["a b*", ["b"], "a"],
    ["error", ["error"], null],
    ["a close(1000)", [], null],
  ];
  for (const [sequence, avoid, path] of table)
    it(`goes \`${path ?? "nowhere"}\` in \`${sequence}\` without ${avoid.join() || "anything"}`, () => {
      expect(pathOf(sequence, avoid)).to.equal(path);
    });

  it("goes round loops of several steps as often as round short ones", () => {
    expect(pathOf("(a b)+ end")).to.match(/^(a b ){3,}end$/);
  });

  it("takes each way of a loop in turn, as the seed will have it", () => {
    const path = pathOf("a (b | c | d)* end", [], 12)?.split(" ") ?? [];
    expect(new Set(path)).to.deep.equal(new Set(["a", "b", "c", "d", "end"]));
  });

  it("leads to an error by the shortest way", () => {
    const path = (text: string): string | null => {
      const steps = errorPath(compileSequence(text, "#", NAMES), new Set(["error"]));
      return steps === null ? null : words(steps);
    };
    expect(path("a+ end | a* error")).to.equal("error");
    expect(path("a b (end | error)")).to.equal("a b error");
    expect(path("error close(1000)")).to.equal("error close(1000)");
    expect(path("a end")).to.equal(null);
  });
});
