import type { Json } from "../../contract/index.ts";
import { stringEnd } from "../json-string.ts";
import { isSecretMember } from "./secret-names.ts";

type Tokens = readonly string[];

/** An object or a list that is being read. */
interface Level {
  readonly isList: boolean;
  /** What is left of the pointers that lead into it. */
  readonly pointers: readonly Tokens[];
  /** Which item comes. */
  index: number;
  /** The member whose value comes; null before its name. */
  name: string | null;
}

/** Gives what stands in place of a value, which is written so. */
type Hide = (secret: Json, written: string) => string;

/** Colons say nothing in sound JSON. */
const MARK = /[^\s:]/g;
const PLAIN_END = /[\s,\]}]/g;
const BRACKET = /["{}[\]]/g;

/**
 * Sound JSON as it is written, but for what its members' names or the pointers call secret: numbers keep all their
 * digits, names their escapes. `*` in a pointer stands for any member or item.
 */
export function hiddenInJson(text: string, pointers: readonly Tokens[], hide: Hide): string {
  const levels: Level[] = [];
  let clean = "";
  let from = 0;
  for (let at = next(MARK, text, 0); at < text.length; at = next(MARK, text, at)) {
    const mark = text[at] ?? "";
    const level = levels.at(-1);
    let end = at + 1;
    if (mark === "}" || mark === "]") levels.pop();
    else if (mark === ",") advance(level);
    else if (level?.name === null) {
      end = stringEnd(text, at);
      level.name = textOf(text.slice(at, end));
    } else {
      const below = pointersTo(level, pointers);
      const isNamed = below.some(({ length }) => length === 0);
      const isList = mark === "[";
      if (!isNamed && (isList || mark === "{"))
        levels.push({ isList, pointers: below, index: 0, name: isList ? "" : null });
      else {
        end = valueEnd(text, at);
        const written = text.slice(at, end);
        if (isNamed || isSecret(level, written)) {
          clean += text.slice(from, at) + JSON.stringify(hide(JSON.parse(written), written));
          from = end;
        }
      }
    }
    at = end;
  }
  return clean + text.slice(from);
}

/** Where the pattern fits from there on; the end of the text where it does not. */
function next(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function advance(level: Level | undefined): void {
  if (level === undefined) return;
  level.index += 1;
  if (!level.isList) level.name = null;
}

/** What is left of the pointers behind the value that comes; one of which nothing is left names it. */
function pointersTo(level: Level | undefined, pointers: readonly Tokens[]): readonly Tokens[] {
  if (level === undefined) return pointers;
  if (level.pointers.length === 0) return level.pointers;
  const name = level.isList ? `${level.index}` : level.name;
  return level.pointers.filter(([token]) => token === "*" || token === name).map(([, ...rest]) => rest);
}

function isSecret(level: Level | undefined, written: string): boolean {
  if (level === undefined || level.isList || !written.startsWith('"') || written === '""') return false;
  return isSecretMember(level.name ?? "", textOf(written));
}

/** What a string of JSON says. */
function textOf(written: string): string {
  return written.includes("\\") ? String(JSON.parse(written)) : written.slice(1, -1);
}

/** Behind the value that begins at `from`. */
function valueEnd(text: string, from: number): number {
  const mark = text[from];
  if (mark === '"') return stringEnd(text, from);
  if (mark !== "{" && mark !== "[") return next(PLAIN_END, text, from);
  let depth = 0;
  for (let at = from; ; at = next(BRACKET, text, at)) {
    if (text[at] === '"') {
      at = stringEnd(text, at);
      continue;
    }
    depth += text[at] === "{" || text[at] === "[" ? 1 : -1;
    at += 1;
    if (depth === 0) return at;
  }
}
