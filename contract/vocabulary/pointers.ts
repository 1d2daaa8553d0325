import type { DocumentNode } from "../document/document-node.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Pointer } from "../model.ts";
import { isAbout, messageOfPointer, pointerName, type PointerWord } from "../pointer-name.ts";
import { type SourcePlace, ToolError } from "../tool-error.ts";
import { knownText, type Names, unquoted } from "./names.ts";

/** What a pointer may be about where it stands. */
export interface Allowed {
  readonly names: Names;
  /** Messages that may stand before `#`. */
  readonly messages: readonly string[];
  /** Words that may stand there too. */
  readonly words: readonly PointerWord[];
  /** What a bare `/pointer` is about; null: it has to be said. */
  readonly bare: string | null;
}

/**
 * Reads `NAME#/json/pointer`, `NAME[2]#/pointer` or a bare `/pointer`. A message whose name is a word stands in quotes,
 * as in `'reply'#/x`; it needs none where the pointer leads to no part of a handshake. Throws for a name that is not
 * allowed.
 */
export function readPointer(text: string, where: SourcePlace, allowed: Allowed): Pointer {
  const [, name, index, pointer = text] =
    /^('(?:[^']|'')+'|[A-Za-z0-9_.:/-]+)(?:\[(\d+)\])?#(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    if (allowed.bare !== null) return { of: allowed.bare, index: null, pointer };
    throw new ToolError("POINTER", `\`${text}\` does not say of which message`, {
      where,
      hint: `write NAME#${text}`,
    });
  }
  const of = aboutOf(name, { pointer, where }, allowed);
  return { of, index: index === undefined ? null : Number(index), pointer };
}

interface Written {
  readonly pointer: string;
  readonly where: SourcePlace;
}

function aboutOf(name: string, { pointer, where }: Written, { names, messages, words }: Allowed): string {
  const plain = unquoted(name);
  const word = words.find((one) => one === plain);
  const isMessage = messages.includes(plain) && (name !== plain || !canBe(word, pointer));
  if (word === undefined || isMessage) {
    const what = "message that this can be about";
    return pointerName(knownText(name, [...messages, ...words], { what, where }));
  }
  if (word === "handshake") checkHandshake(pointer, where, names);
  return word;
}

/** Only some pointers lead into a handshake; any leads into a message. */
function canBe(word: PointerWord | undefined, pointer: string): boolean {
  return word !== "handshake" || /^\/(query|headers|path)(\/|$)/.test(pointer);
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
  /** Other messages that may stand before `#`. */
  readonly others?: readonly string[];
  /** Words for what is no request. */
  readonly words?: readonly PointerWord[];
  readonly bare: "request" | null;
}

/**
 * The pointer that a node's text is, into a request or something else. Throws POINTER where one of several requests is
 * named: which of them was sent is not known where such a value is compared.
 */
export function requestPointerAt(
  node: DocumentNode,
  { names, requests, others = [], words = [], bare }: AboutRequest,
): Pointer {
  const messages = [...requests, ...others];
  const pointer = pointerAt(node, { names, messages, words: ["request", ...words], bare });
  const named = messageOfPointer(pointer);
  if (!isAbout(pointer, named) || !requests.includes(named) || others.includes(named)) return pointer;
  if (requests.length > 1)
    throw new ToolError("POINTER", `\`${named}\` is one of several requests`, {
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
