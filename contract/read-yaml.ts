import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLParseError,
} from "yaml";
import type { Json } from "./json.ts";
import { pointerOf, pointerTokens } from "./json-pointer.ts";
import { type SourcePlace, ToolError } from "./tool-error.ts";
import { isTooMuch, MOST_ALIASES, MOST_VALUES, TOO_DEEP, tooDeepAt } from "./yaml-limits.ts";

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
    throw new ToolError("YAML-SYNTAX", wordsOf(error), { where: placeAt(error.pos[0]) });
  const excess = excessIn(document);
  if (excess !== null) throw new ToolError("YAML-SYNTAX", excess.message, { where: placeAt(excess.offset) });
  return {
    value: plainValue(document, file, placeAt),
    placeOf: (pointer, part = "key") => placeAt(offsetOf(document.contents, pointerTokens(pointer), part)),
    lines: () => {
      const lines: [string, SourcePlace][] = [];
      offsets(document.contents, "", (pointer, offset) => lines.push([pointer, placeAt(offset)]));
      return lines;
    },
  };
}

/** What the library says, where that helps a person. */
function wordsOf({ code, message }: YAMLParseError): string {
  if (code === "MULTIPLE_DOCS") return "a second document begins here (`---`): one file holds one";
  return /call stack/i.test(message) ? TOO_DEEP : message;
}

interface Excess {
  readonly message: string;
  readonly offset: number;
}

/**
 * The first key that its map has already, the first alias too many, or one that stands for nothing or for what it
 * stands in; null for none. The library compares each key with each, and looks for what an alias stands for among all
 * others.
 */
function excessIn(document: Document.Parsed): Excess | null {
  let found: Excess | null = null;
  let aliases = 0;
  const named = new Map<string, Node>();
  const name = (node: Node): void => {
    if ("anchor" in node && node.anchor !== undefined) named.set(node.anchor, node);
  };
  visit(document, {
    Node: (_, node) => {
      name(node);
    },
    Alias: (_, { range, source }, path) => {
      aliases += 1;
      const message = aliases > MOST_ALIASES ? TOO_MANY_ALIASES : strayAlias(source, named.get(source), path);
      if (message === "") return undefined;
      found = { message, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
    Map: (_, map) => {
      name(map);
      const { items } = map;
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (known.has(key.value)) {
          found = { message: "Map keys must be unique", offset: startOf(key, 0) };
          return visit.BREAK;
        }
        known.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

const TOO_MANY_ALIASES = `it has more than ${MOST_ALIASES} aliases (\`*name\`)`;

/** Why an alias can stand for nothing; "" where it can. `named`: the last node before it that has its name. */
function strayAlias(name: string, named: Node | undefined, path: readonly unknown[]): string {
  if (named === undefined) return `\`*${name}\` stands for nothing: there is no \`&${name}\` before it`;
  return path.includes(named) ? `\`*${name}\` stands in what it stands for, so there is no end to it` : "";
}

function parsed(text: string, lineCounter: LineCounter, file: string): Document.Parsed {
  if (isTooMuch(text))
    throw new ToolError("YAML-SYNTAX", `it holds more than ${MOST_VALUES} values`, {
      where: file,
      hint: "leave out what is not about WebSockets",
    });
  const deep = tooDeepAt(text);
  if (deep >= 0) {
    const lines = text.slice(0, deep).split("\n");
    const column = (lines.at(-1)?.length ?? 0) + 1;
    throw new ToolError("YAML-SYNTAX", TOO_DEEP, { where: { file, line: lines.length, column } });
  }
  const options = { lineCounter, strict: true, uniqueKeys: false, merge: true, prettyErrors: false } as const;
  try {
    return parseDocument(text, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ToolError("YAML-SYNTAX", TOO_DEEP, { where: file });
  }
}

/** Aliases are bounded: a file of a few lines may stand for gigabytes ("billion laughs"). */
function plainValue(document: Document.Parsed, file: string, placeAt: (offset: number) => SourcePlace): Json {
  try {
    // In YAML's core schema a document without errors gives what JSON can hold.
    return document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (error) {
    if (error instanceof RangeError) throw new ToolError("YAML-SYNTAX", TOO_DEEP, { where: file });
    const bomb = error instanceof ReferenceError && /alias count/i.test(error.message);
    const message = bomb ? "its aliases (`*name`) stand for too much" : wordsIn(error);
    throw new ToolError("YAML-SYNTAX", message, { where: bomb ? placeAt(lastAlias(document)) : file });
  }
}

function wordsIn(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The alias that stands for the most is the last one of those that stand for others. */
function lastAlias(document: Document.Parsed): number {
  let last = 0;
  visit(document, {
    Alias: (_, { range }) => {
      last = range?.[0] ?? last;
    },
  });
  return last;
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
