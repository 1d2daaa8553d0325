import type { DocumentNode } from "../document/document-node.ts";
import type { Fill, Source } from "../model.ts";
import { knownText, type Names, unquoted } from "./names.ts";
import { type Allowed, pointerKey } from "./pointers.ts";

/** The values of `fills`: where each comes from. */
export function fillsOf(node: DocumentNode | null, allowed: Allowed): Fill[] {
  if (node === null) return [];
  return node.entries().map(([key, child]) => ({
    place: child.place,
    to: pointerKey(key, child, allowed),
    source: sourceOf(child, allowed.names),
  }));
}

/** `$received.NAME#/pointer`, `$credentials.NAME`, ... or a literal. */
function sourceOf(node: DocumentNode, names: Names): Source {
  const { value } = node;
  if (typeof value !== "string" || !value.startsWith("$")) return { kind: "literal", value };
  const [, word = "", rest = ""] = /^\$([a-z]+)(?:\.(.*))?$/s.exec(value) ?? [];
  switch (word) {
    case "received":
    case "previous": {
      const hash = rest.indexOf("#");
      const message = knownText(unquoted(rest.slice(0, hash)), names.messages, {
        what: `message of ${names.channel}`,
        where: node.where("value", word.length + 2),
      });
      const connection = word === "received" ? "this" : "previous";
      return { kind: "received", connection, message, pointer: rest.slice(hash + 1) };
    }
    case "credentials":
    case "env":
      return { kind: word, name: rest };
    case "identity":
      return { kind: "identity" };
    case "peer":
      return { kind: "peer-identity" };
    case "unique":
      return { kind: "unique" };
    default:
      return { kind: "literal", value };
  }
}
