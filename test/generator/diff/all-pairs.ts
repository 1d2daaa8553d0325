import { parse, stringify } from "yaml";
import { CHANNEL_PAIRS } from "./pairs/documents-channel.ts";
import { MESSAGE_PAIRS } from "./pairs/documents-message.ts";
import { OPERATION_PAIRS } from "./pairs/documents-operation.ts";
import { REST_PAIRS } from "./pairs/documents-rest.ts";
import type { DocumentPair } from "./pairs/pair.ts";
import { COMPOSED_PAIRS } from "./pairs/schemas-composed.ts";
import { SCALAR_PAIRS } from "./pairs/schemas-scalar.ts";
import { BASE, edited, WORDS } from "./read.ts";

export const DOCUMENT_PAIRS: readonly DocumentPair[] = [
  ...CHANNEL_PAIRS,
  ...OPERATION_PAIRS,
  ...MESSAGE_PAIRS,
  ...REST_PAIRS,
];

/** A pair of whole documents, in one direction. `breaking` is what the table wants. */
export interface DirectedPair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly breaking: boolean;
}

/** The whole table as documents, both ways, for other tools. Pairs that nobody can decide are left out. */
export function allPairs(): DirectedPair[] {
  const documents = DOCUMENT_PAIRS.flatMap(({ name, edits, want, back }) =>
    bothWays(name, [BASE, edited(edits)], [isBreaking(want), isBreaking(back)]),
  );
  const schemas = [...SCALAR_PAIRS, ...COMPOSED_PAIRS]
    .filter((pair) => ![...pair[3], ...pair[4]].includes("UNDECIDED"))
    .flatMap(([name, before, after, narrowed, widened]) => {
      const [less, more] = [narrowed.length > 0, widened.length > 0];
      return [
        ...bothWays(`${name}, clients send`, [sent(before, "receive"), sent(after, "receive")], [less, more]),
        ...bothWays(`${name}, service sends`, [sent(before, "send"), sent(after, "send")], [more, less]),
      ];
    });
  return [...documents, ...schemas];
}

function isBreaking(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith("breaking"));
}

function bothWays(
  name: string,
  [before, after]: readonly [string, string],
  [there, back]: readonly [boolean, boolean],
): DirectedPair[] {
  return [
    { name, before, after, breaking: there },
    { name: `${name}, and back`, before: after, after: before, breaking: back },
  ];
}

/** A document with one message of that schema. */
function sent(schema: string, action: "send" | "receive"): string {
  const schemas = Object.fromEntries(
    Object.entries({ ...WORDS, subject: schema }).map(([name, text]) => [
      name,
      parse(text.replaceAll("schema:", "#/components/schemas/")),
    ]),
  );
  return stringify({
    asyncapi: "3.0.0",
    info: { title: "T", version: "1.0.0" },
    defaultContentType: "application/json",
    servers: { local: { host: "localhost", protocol: "ws" } },
    channels: { c: { address: "/c", messages: { m: { $ref: "#/components/messages/m" } } } },
    operations: { o: { action, channel: { $ref: "#/channels/c" } } },
    components: { schemas, messages: { m: { payload: { $ref: "#/components/schemas/subject" } } } },
  });
}
