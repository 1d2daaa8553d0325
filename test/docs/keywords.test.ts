import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument, visit } from "yaml";
import { explain, explanationText } from "../../explain/index.ts";
import { declaredItems } from "../../judge/index.ts";
import type { LoadedContract } from "../../contract/load-contract.ts";
import { root } from "../bin/cli.ts";
import { read } from "../contract/document-fixture.ts";
import { diff, edited } from "../generator/diff/read.ts";

type Level = "channels" | "operations";

interface Vocabulary {
  readonly $defs: {
    readonly [level in "channel" | "operation"]: {
      readonly properties: { readonly [word: string]: unknown };
    };
  };
}

const { $defs } = JSON.parse(readFileSync(join(root, "docs/x-contract.schema.json"), "utf8")) as Vocabulary;
const WORDS: readonly (readonly [Level, string])[] = [
  ...Object.keys($defs.channel.properties).map((word) => ["channels", word] as const),
  ...Object.keys($defs.operation.properties).map((word) => ["operations", word] as const),
];

/** What one of them does not tell, with the reason. */
const UNTOLD: { readonly [by in "explain" | "diff" | "coverage"]: { readonly [word: string]: string } } = {
  explain: { identity: "names a value", fills: "what tests say", answer: "what tests say" },
  diff: { answer: "the payload with which tests answer" },
  coverage: {
    identity: "names a value",
    fills: "what tests say",
    answer: "what tests say",
    after: "says when another promise holds",
    scopes: "part of each credential, which is an item",
  },
};

/** Everything that can be said about channels and operations. */
const ALL = edited([
  [
    "identity: welcome#/id\n",
    "$&      fills: { handshake#/query/user: $unique }\n      rejects: { invalid: { close: 1008 } }\n",
  ],
  ["      gap: 1s\n", "$&      fills: { /text: $unique }\n      rejects: { duplicate: { close: 4409 } }\n"],
  [
    "{ trigger: post, audience: others, echoes: { /text: request#/text }, ",
    "{ after: login, trigger: post, audience: others, ",
  ],
  ['beatAnswer" }] }\n', "$&    x-contract: { answer: { type: beatAnswer } }\n"],
]);

async function without(level: Level, word: string): Promise<LoadedContract> {
  const document = parseDocument(ALL);
  let found = 0;
  visit(document, {
    Pair(_, { key, value }, path) {
      const keys = path.flatMap((one) => ("key" in one ? [String(one.key)] : []));
      if (String(key) !== "x-contract" || keys[0] !== level || keys.length > 2) return;
      if (isMap(value) && value.delete(word)) found += 1;
    },
  });
  expect(found, `the document uses no ${word}`).to.be.above(0);
  return read(document.toString());
}

const told = ({ contract }: LoadedContract): string => explanationText(explain(contract, null), 80);
const items = ({ contract }: LoadedContract): string =>
  declaredItems(contract)
    .map(({ id }) => id)
    .join();

describe("a keyword of x-contract", () => {
  let all: LoadedContract;
  before(async () => {
    all = await read(ALL);
  });

  for (const [level, word] of WORDS)
    it(`${word} of ${level} is known to explain, diff and contract coverage`, async () => {
      const less = await without(level, word);
      const same = {
        explain: told(less) === told(all),
        diff: diff(all.contract, less.contract).length === 0,
        coverage: items(less) === items(all),
      };
      expect(same).to.deep.equal({
        explain: word in UNTOLD.explain,
        diff: word in UNTOLD.diff,
        coverage: word in UNTOLD.coverage,
      });
    });
});
