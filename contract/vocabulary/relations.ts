import type { DocumentNode } from "../document/document-node.ts";
import type { Count, Echo, Join, Ordered } from "../model.ts";
import { knownName, type Names } from "./names.ts";
import { pointerAt, pointerKey, requestPointerAt } from "./pointers.ts";

/** What the messages of a client operation's exchange say together. */
export interface Relations {
  readonly ordered: readonly Ordered[];
  readonly joins: readonly Join[];
  readonly counts: readonly Count[];
}

/** Whose `echoes` are read. */
export interface EchoAbout {
  readonly names: Names;
  readonly requests: readonly string[];
}

/** What replies repeat of their request. */
export function echoesIn(extension: DocumentNode | null, { names, requests }: EchoAbout): Echo[] {
  const reply = { names, messages: names.messages, words: ["reply"], bare: "reply" } as const;
  const request = { names, requests, words: ["handshake"], bare: "request" } as const;
  return entriesOf(extension, "echoes").map(([key, child]) => ({
    place: child.place,
    to: pointerKey(key, child, reply),
    from: requestPointerAt(child, request),
  }));
}

/** Reads `ordered`, `joins` and `counts` of a client operation. */
export function relationsOf(extension: DocumentNode | null, names: Names): Relations {
  const named = { names, messages: names.messages, words: ["reply"], bare: null } as const;
  return {
    ordered: entriesOf(extension, "ordered").map(([key, child]) => ({
      place: child.place,
      at: pointerKey(key, child, named),
      rule: ruleOf(String(child.value)),
    })),
    joins: entriesOf(extension, "joins").map(([key, child]) => ({
      place: child.place,
      whole: pointerKey(key, child, named),
      item: pointerAt(child, named),
    })),
    counts: entriesOf(extension, "counts").map(([key, child]) => ({
      place: child.place,
      whole: pointerKey(key, child, named),
      message: knownName(child, names.messages, `message of ${names.channel}`),
    })),
  };
}

function entriesOf(extension: DocumentNode | null, key: string): [string, DocumentNode][] {
  return extension?.at(key)?.entries() ?? [];
}

/** `+1` (which YAML reads as the number 1), `+1 from N`, `increasing`, `non-decreasing`. */
function ruleOf(text: string): Ordered["rule"] {
  if (text === "increasing" || text === "non-decreasing") return { kind: text };
  const from = /from (-?\d+)$/.exec(text)?.[1];
  return { kind: "step", from: from === undefined ? null : Number(from) };
}
