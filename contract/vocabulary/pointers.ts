import type { DocumentNode } from "../document/document-node.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Pointer } from "../model.ts";
import { type SourcePlace, ToolError } from "../tool-error.ts";
import { knownText, type Names, unquoted } from "./names.ts";

/** What a pointer may be about where it stands. */
export interface Allowed {
  readonly names: Names;
  /** Words and messages that may stand before `#`. */
  readonly of: readonly string[];
  /** What a bare `/pointer` is about; null: it has to be said. */
  readonly bare: string | null;
}

/** Reads `NAME#/json/pointer`, `NAME[2]#/pointer` or a bare `/pointer`. Throws for a name that is not allowed. */
export function readPointer(text: string, where: SourcePlace, { names, of, bare }: Allowed): Pointer {
  const [, name, index, pointer = text] =
    /^('(?:[^']|'')+'|[A-Za-z0-9_.:/-]+)(?:\[(\d+)\])?#(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    if (bare !== null) return { of: bare, index: null, pointer };
    throw new ToolError("POINTER", `\`${text}\` does not say of which message`, {
      where,
      hint: `write NAME#${text}`,
    });
  }
  const known = knownText(unquoted(name), of, { what: "message that this can be about", where });
  if (known === "handshake") checkHandshake(pointer, where, names);
  return { of: known, index: index === undefined ? null : Number(index), pointer };
}

/** The pointer that a node's text is. */
export function pointerAt(node: DocumentNode, allowed: Allowed): Pointer {
  return readPointer(String(node.value), node.where("value"), allowed);
}

/** The pointer that a map's key is. */
export function pointerKey(key: string, child: DocumentNode, allowed: Allowed): Pointer {
  return readPointer(key, child.where("key"), allowed);
}

/** What a pointer may be about that reads a value of what was sent. */
export interface AboutRequest {
  readonly names: Names;
  /** Messages that may have been sent: the name of the only one says the same as `request`. */
  readonly requests: readonly string[];
  /** Other words and messages that may stand before `#`. */
  readonly others: readonly string[];
  readonly bare: "request" | null;
}

/**
 * The pointer that a node's text is, into a request or something else. Throws POINTER where one of several requests is
 * named: which of them was sent is not known where such a value is compared.
 */
export function requestPointerAt(
  node: DocumentNode,
  { names, requests, others, bare }: AboutRequest,
): Pointer {
  const pointer = pointerAt(node, { names, of: [...requests, "request", ...others], bare });
  if (!requests.includes(pointer.of) || others.includes(pointer.of)) return pointer;
  if (requests.length > 1)
    throw new ToolError("POINTER", `\`${pointer.of}\` is one of several requests`, {
      where: node.where("value"),
      hint: `write request#${pointer.pointer}, which is about whichever was sent`,
    });
  return { ...pointer, of: "request" };
}

function checkHandshake(pointer: string, where: SourcePlace, { handshake }: Names): void {
  const [part = "", name = "", ...rest] = pointerTokens(pointer);
  const parts = { query: handshake.query, headers: handshake.headers, path: handshake.parameters };
  const known = knownText(part, Object.keys(parts), { what: "part of a handshake", where });
  const fields = Object.entries(parts).flatMap(([key, list]) => (key === known ? list : []));
  const same = fields.some((field) => field.name.toLowerCase() === name.toLowerCase());
  if (!same || rest.length > 0)
    knownText(
      [name, ...rest].join("/"),
      fields.map((field) => field.name),
      { what: `${known === "path" ? "path parameter" : known} of this channel`, where },
    );
}
