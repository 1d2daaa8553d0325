import type { Handshake } from "../asyncapi/handshake-fields.ts";
import type { DocumentNode } from "../document/document-node.ts";
import { wordHint } from "../nearest-word.ts";
import { type SourcePlace, ToolError } from "../tool-error.ts";

/** What names mean on one connection. */
export interface Names {
  readonly channel: string;
  readonly messages: readonly string[];
  /** Error messages that the server may send here. */
  readonly errors: readonly string[];
  /** Operations that clients send here. */
  readonly operations: readonly string[];
  readonly handshake: Handshake;
  /** Client operations of the whole document, by name. */
  readonly everywhere: ReadonlyMap<
    string,
    { readonly channel: string; readonly requests: readonly string[] }
  >;
}

/** The name that a text stands for: a quoted one without its quotes, of which two in a row stand for one. */
export function unquoted(text: string): string {
  return /^'(?:[^']|'')+'$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}

/** A text as one of the known names. Throws UNKNOWN-NAME with the nearest one. */
export function knownText(
  text: string,
  known: Iterable<string>,
  { what, where }: { readonly what: string; readonly where: SourcePlace },
): string {
  const names = [...known];
  const name = unquoted(text);
  if (names.includes(name)) return name;
  throw new ToolError("UNKNOWN-NAME", `\`${name}\` is no ${what}`, { where, hint: wordHint(name, names) });
}

/** The same for a node's text. */
export function knownName(node: DocumentNode, known: Iterable<string>, what: string): string {
  return knownText(String(node.value), known, { what, where: node.where("value") });
}

/** One name or a list of them. */
export function knownNames(node: DocumentNode | null, known: readonly string[], what: string): string[] {
  if (node === null) return [];
  const nodes = Array.isArray(node.value) ? node.items() : [node];
  return nodes.map((one) => knownName(one, known, what));
}
