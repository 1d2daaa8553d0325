import { characterSet } from "./character-set.ts";
import type { PatternNode } from "./pattern-node.ts";

/** The tree of a regular expression that JavaScript can read; null for one with a backreference or the like. */
export function parsePattern(source: string, flags: string): PatternNode | null {
  const reader = new Reader(source, flags);
  try {
    const tree = reader.choice();
    return reader.isAtEnd ? tree : null;
  } catch (error) {
    // Deeper than the stack, or beyond what is known here.
    if (error instanceof RangeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const GROUP = /\((?:\?(?:(:|=|!|<=|<!)|<[\p{ID_Start}$_][\p{ID_Continue}$]*>))?/uy;
const ESCAPE =
  /\\(?:[pP]\{[^}]*\}|u\{[\da-f]+\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-z]|0(?!\d)|[^1-9kc0])/iuy;
/** Escapes that mean something else, of several characters, without Unicode mode. */
const UNICODE_ONLY = /^\\(?:[pP]\{|u\{|.+\\)/;
const CLASS = /\[(?:[^\]\\]|\\.)*\]/suy;

class Reader {
  readonly #source: string;
  readonly #flags: string;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: "choice", options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.isAtEnd && !/[|)]/.test(this.#source.charAt(this.#at))) parts.push(this.#term());
    return { kind: "sequence", parts };
  }

  #term(): PatternNode {
    const of = this.#atom();
    const [, sign, least, comma, most] = this.#match(QUANTIFIER) ?? [];
    if (sign !== undefined)
      return { kind: "repeat", of, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity };
    if (least === undefined) return of;
    const upper = comma === undefined ? Number(least) : most === "" ? Infinity : Number(most);
    return { kind: "repeat", of, least: Number(least), most: upper };
  }

  #atom(): PatternNode {
    if (this.#take("^")) return { kind: "edge", edge: "start" };
    if (this.#take("$")) return { kind: "edge", edge: "end" };
    if (this.#take("\\b")) return { kind: "edge", edge: "word" };
    if (this.#take("\\B")) return { kind: "edge", edge: "no word" };
    if (this.#source.charAt(this.#at) === "(") return this.#group();
    return { kind: "character", set: characterSet(this.#characterSource(), this.#flags) };
  }

  #group(): PatternNode {
    const [whole, sign = ":"] = this.#match(GROUP) ?? [];
    const isModified = whole === "(" && this.#source.charAt(this.#at) === "?";
    const of = isModified ? null : this.choice();
    if (of === null || !this.#take(")")) throw new SyntaxError("a group that is not known here");
    if (sign === ":") return of;
    return { kind: "look", of, ahead: !sign.startsWith("<"), negative: sign.endsWith("!") };
  }

  #characterSource(): string {
    const next = this.#source.charAt(this.#at);
    if (next === "[" || next === "\\") {
      const [whole] = this.#match(next === "[" ? CLASS : ESCAPE) ?? [];
      const isOther = !this.#flags.includes("u") && UNICODE_ONLY.test(whole ?? "");
      if (whole === undefined || isOther) throw new SyntaxError("an escape that is not known here");
      return whole;
    }
    const character = this.#flags.includes("u")
      ? String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0)
      : next;
    this.#at += character.length;
    // What is a quantifier elsewhere stands for itself here.
    return /[{}\]]/.test(character) ? `\\${character}` : character;
  }

  #take(text: string): boolean {
    const found = this.#source.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}
