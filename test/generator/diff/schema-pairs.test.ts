import { expect } from "chai";
import { TOPICS } from "../../../generator/diff/schema-rules.ts";
import type { SchemaPair } from "./pairs/pair.ts";
import { inTable } from "./pairs/pair.ts";
import { COMPOSED_PAIRS } from "./pairs/schemas-composed.ts";
import { SCALAR_PAIRS } from "./pairs/schemas-scalar.ts";
import { BASE, diff, read, withSchema } from "./read.ts";

const { contract: base } = await read(BASE);
const twins = Object.values(TOPICS).flatMap(({ narrowed, widened }): [string, string][] => [
  [narrowed, widened],
  [widened, narrowed],
]);
const REVERSE = new Map(twins);

function reverse(rules: readonly string[]): string[] {
  return rules.map((rule) => REVERSE.get(rule) ?? rule);
}

interface Want {
  readonly narrowed: readonly string[];
  readonly widened: readonly string[];
  readonly besides: readonly string[];
}

function got(message: "question" | "notice", before: string, after: string): string[] {
  const changes = diff(withSchema(base, message, before), withSchema(base, message, after));
  return [...new Set(changes.map(inTable))].sort();
}

/** What clients send may only be asked less; what the service sends may only promise more. */
function wanted(message: "question" | "notice", { narrowed, widened, besides }: Want): string[] {
  const [harm, harmless, party] =
    message === "question" ? [narrowed, widened, "senders"] : [widened, narrowed, "receivers"];
  const lines = [
    ...harm.map((rule) => `${rule === "UNDECIDED" ? "undecided" : "breaking"} ${party} ${rule}`),
    ...harmless.map((rule) => `compatible ${rule}`),
    ...besides.map((rule) => `${rule === "TEXT-CHANGED" ? "cosmetic" : "compatible"} ${rule}`),
  ];
  return [...new Set(lines)].sort();
}

describe("diff of schemas", () => {
  for (const [name, before, after, narrowed, widened, besides = []] of [
    ...SCALAR_PAIRS,
    ...COMPOSED_PAIRS,
  ] satisfies SchemaPair[]) {
    const want = { narrowed, widened, besides };
    const back = { narrowed: reverse(widened), widened: reverse(narrowed), besides: reverse(besides) };
    for (const message of ["question", "notice"] as const) {
      const sender = message === "question" ? "clients send" : "the service sends";
      it(`${name}, in what ${sender}`, () => {
        expect(got(message, before, after)).to.deep.equal(wanted(message, want));
      });
      it(`${name}, in what ${sender}, and back`, () => {
        expect(got(message, after, before)).to.deep.equal(wanted(message, back));
      });
    }
  }
});
