import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from "yaml";
import type { Json } from "./json.ts";
import { pointerOf, pointerTokens } from "./json-pointer.ts";
import { type SourcePlace, ToolError } from "./tool-error.ts";

/** A YAML or JSON file: its value, and where each node stands. */
export interface YamlText {
  readonly value: Json;
  /**
   * Place of the node at a JSON pointer (its key in a map, or its value's first character); of its nearest
   * parent where the node itself is missing or stands behind an alias.
   */
  placeOf(pointer: string, part?: "key" | "value"): SourcePlace;
  /** Place of every node, by JSON pointer; keys in maps. */
  lines(): Iterable<readonly [pointer: string, where: SourcePlace]>;
}

/** Reads YAML 1.2 (JSON is part of it) with merge keys. Throws YAML-SYNTAX with the place of the first error. */
export function readYaml(text: string, file: string): YamlText {
  const counter = new LineCounter();
  const document = parsed(text, counter, file);
  const placeAt = (offset: number): SourcePlace => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = document.errors;
  if (error !== undefined)
    throw new ToolError("YAML-SYNTAX", error.message, { where: placeAt(error.pos[0]) });
  return {
    value: plainValue(document, file),
    placeOf: (pointer, part = "key") => placeAt(offsetOf(document.contents, pointerTokens(pointer), part)),
    lines: () => {
      const lines: [string, SourcePlace][] = [];
      offsets(document.contents, "", (pointer, offset) => lines.push([pointer, placeAt(offset)]));
      return lines;
    },
  };
}

const TOO_DEEP = "nested too deeply to be read";
const MOST_OPEN = 2000;

/** The library takes time with the square of the depth. Brackets in texts count too, but are closed there. */
function opensTooMany(text: string): boolean {
  let open = 0;
  for (const [mark] of text.matchAll(/[[\]{}]/g)) {
    if (mark === "]" || mark === "}") open = Math.max(open - 1, 0);
    else open += 1;
    if (open > MOST_OPEN) return true;
  }
  return false;
}

function parsed(text: string, lineCounter: LineCounter, file: string): Document.Parsed {
  if (opensTooMany(text)) throw new ToolError("YAML-SYNTAX", TOO_DEEP, { where: file });
  const options = { lineCounter, strict: true, uniqueKeys: true, merge: true, prettyErrors: false } as const;
  try {
    return parseDocument(text, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ToolError("YAML-SYNTAX", TOO_DEEP, { where: file });
  }
}

/** Aliases are bounded: a file of a few lines may stand for gigabytes ("billion laughs"). */
function plainValue(document: Document.Parsed, file: string): Json {
  try {
    // In YAML's core schema a document without errors gives what JSON can hold.
    return document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (error) {
    if (error instanceof RangeError) throw new ToolError("YAML-SYNTAX", TOO_DEEP, { where: file });
    const bomb = error instanceof ReferenceError && /alias count/i.test(error.message);
    const message = bomb ? "its aliases (`*name`) stand for too much" : String(error);
    throw new ToolError("YAML-SYNTAX", message, { where: file });
  }
}

/** Offset of the key that leads to the node (of the item in a list), or of the node's own first character. */
function offsetOf(root: Node | null, tokens: readonly string[], part: "key" | "value"): number {
  let here: unknown = root;
  let offset = startOf(root, 0);
  for (const token of tokens) {
    const [key, value] = childOf(here, token);
    if (key === null) return offset;
    offset = startOf(key, offset);
    here = value;
  }
  return part === "value" ? contentStart(here, offset) : offset;
}

/** The node that names a child (its key, or the item itself), and the child. */
function childOf(parent: unknown, token: string): readonly [Node | null, Node | null] {
  if (isMap<Node, Node | null>(parent)) {
    const pair = parent.items.find((item) => keyText(item) === token);
    return pair === undefined ? [null, null] : [pair.key, pair.value];
  }
  const item = isSeq<Node>(parent) ? (parent.items[Number(token)] ?? null) : null;
  return [item, item];
}

function keyText(pair: Pair<Node, Node | null>): string {
  return isScalar(pair.key) ? String(pair.key.value ?? "") : String(pair.key);
}

function startOf(node: Node | null, otherwise: number): number {
  return node?.range?.[0] ?? otherwise;
}

/** Where a scalar's text begins: after an opening quote. */
function contentStart(node: unknown, otherwise: number): number {
  if (!isScalar(node)) return otherwise;
  const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
  return startOf(node, otherwise) + (quoted ? 1 : 0);
}

/** Tells the pointer and the offset of every node. No generator: one inside another takes time with the depth. */
function offsets(node: unknown, pointer: string, tell: (pointer: string, offset: number) => void): void {
  if (pointer === "") tell("", 0);
  if (isMap<Node, Node | null>(node))
    for (const pair of node.items) {
      const at = `${pointer}${pointerOf(keyText(pair))}`;
      tell(at, startOf(pair.key, 0));
      offsets(pair.value, at, tell);
    }
  else if (isSeq<Node>(node))
    for (const [index, item] of node.items.entries()) {
      const at = `${pointer}/${index}`;
      tell(at, startOf(item, 0));
      offsets(item, at, tell);
    }
}
