/** A sequence as its text says it: a regular expression over names. */
export type SequenceNode =
  | { readonly kind: "name"; readonly name: string; readonly offset: number }
  | { readonly kind: "close"; readonly code: number }
  | { readonly kind: "then" | "either"; readonly parts: readonly SequenceNode[] }
  | {
      readonly kind: "repeat";
      readonly part: SequenceNode;
      readonly min: number;
      readonly max: number | null;
    };

/** What is wrong with a sequence's text; `offset` counts its characters from 0. */
export class SequenceFault extends Error {
  readonly offset: number;
  readonly hint: string;

  constructor(message: string, offset: number, hint = "") {
    super(message);
    this.name = "SequenceFault";
    this.offset = offset;
    this.hint = hint;
  }
}

interface Token {
  readonly kind: "name" | "close" | "repeat" | "(" | ")" | "|" | "end";
  readonly text: string;
  readonly offset: number;
}

const TOKEN =
  /\s+|(?<close>close\((?<code>\d+)\))|(?<name>[A-Za-z0-9_.:/-]+)|'(?<quoted>(?:[^']|'')*)'|(?<repeat>[*+?]|\{\s*\d+\s*(?:,\s*\d+\s*)?\})|(?<mark>[()|])/gy;

/** Reads a sequence's text. Throws `SequenceFault`. */
export function parseSequence(text: string): SequenceNode {
  const tokens = tokenize(text);
  if (tokens[0]?.kind === "end")
    throw new SequenceFault("the sequence is empty", 0, "leave the keyword out where nothing is promised");
  const reader = new Reader(tokens);
  const node = reader.either();
  const rest = reader.peek();
  if (rest.kind !== "end") throw new SequenceFault(`unexpected \`${rest.text}\``, rest.offset);
  return node;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null) throw strange(text, offset);
    const token = tokenOf(match, offset);
    if (token !== null) tokens.push(token);
    offset = TOKEN.lastIndex;
  }
  return [...tokens, { kind: "end", text: "", offset: text.length }];
}

function tokenOf(match: RegExpExecArray, offset: number): Token | null {
  const { close, code, name, quoted, repeat, mark } = match.groups ?? {};
  if (close !== undefined) return { kind: "close", text: code ?? "", offset };
  if (name !== undefined) return { kind: "name", text: name, offset };
  if (quoted !== undefined) return { kind: "name", text: quoted.replaceAll("''", "'"), offset };
  if (repeat !== undefined) return { kind: "repeat", text: repeat, offset };
  if (mark === "(" || mark === ")" || mark === "|") return { kind: mark, text: mark, offset };
  return null;
}

function strange(text: string, offset: number): SequenceFault {
  const mark = text[offset] ?? "";
  if (mark === "'") return new SequenceFault("a quoted name has no end", offset, "close it with `'`");
  if (mark === "{") return new SequenceFault("a count is `{n}` or `{n,m}`", offset);
  return new SequenceFault(`unexpected \`${mark}\``, offset, "quote a name with such characters: `'a name'`");
}

/** Recursive descent: either > then > repeat > atom. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", text: "", offset: 0 };
  }

  either(): SequenceNode {
    const parts = [this.#then()];
    while (this.peek().kind === "|") {
      this.#at++;
      parts.push(this.#then());
    }
    return one("either", parts);
  }

  #then(): SequenceNode {
    const parts = [];
    while (["name", "close", "("].includes(this.peek().kind)) parts.push(this.#repeat());
    if (parts.length > 0) return one("then", parts);
    const { kind, text, offset } = this.peek();
    if (kind === "end") throw new SequenceFault("the sequence ends where a name is expected", offset);
    throw new SequenceFault(`a name is expected before \`${text}\``, offset);
  }

  #repeat(): SequenceNode {
    let part = this.#atom();
    for (let token = this.peek(); token.kind === "repeat"; token = this.peek()) {
      this.#at++;
      part = { kind: "repeat", part, ...countsOf(token) };
    }
    return part;
  }

  #atom(): SequenceNode {
    const token = this.peek();
    this.#at++;
    if (token.kind === "name") return { kind: "name", name: token.text, offset: token.offset };
    if (token.kind === "close") return { kind: "close", code: Number(token.text) };
    const inner = this.either();
    if (this.peek().kind !== ")") throw new SequenceFault("`)` is missing", this.peek().offset);
    this.#at++;
    return inner;
  }
}

function one(kind: "then" | "either", parts: SequenceNode[]): SequenceNode {
  const [first, second] = parts;
  return first !== undefined && second === undefined ? first : { kind, parts };
}

function countsOf({ text, offset }: Token): { min: number; max: number | null } {
  if (text === "*") return { min: 0, max: null };
  if (text === "+") return { min: 1, max: null };
  if (text === "?") return { min: 0, max: 1 };
  const [min = 0, max = min] = text.slice(1, -1).split(",").map(Number);
  if (max < min || max === 0) throw new SequenceFault(`\`${text}\` allows nothing`, offset);
  return { min, max };
}
