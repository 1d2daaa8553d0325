/** What a regular expression matches, as far as a string can be built from it. */
export type PatternTree =
  | { readonly kind: "sequence"; readonly parts: readonly PatternTree[] }
  | { readonly kind: "choice"; readonly options: readonly PatternTree[] }
  | { readonly kind: "repeat"; readonly of: PatternTree; readonly least: number; readonly most: number }
  /** What it matched is said again by a back reference. */
  | { readonly kind: "group"; readonly names: readonly string[]; readonly of: PatternTree }
  | { readonly kind: "again"; readonly name: string }
  /** One of these characters: those that are read best. */
  | { readonly kind: "characters"; readonly among: readonly string[] };

const parsed = new Map<string, PatternTree | null>();
const MOST_PARSED = 1000;

/** Parses a pattern; null where it can't be read. */
export function parsePattern(source: string): PatternTree | null {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const tree = parseAnew(source);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(source, tree);
  return tree;
}

function parseAnew(source: string): PatternTree | null {
  const reader = new PatternReader(source);
  const tree = reader.choice();
  return reader.failed || reader.rest() !== "" ? null : tree;
}

const PRINTABLE: readonly string[] = Array.from({ length: 95 }, (_, index) =>
  String.fromCharCode(32 + index),
);
const CLASSES: { readonly [letter: string]: RegExp } = {
  d: /\d/,
  w: /\w/,
  s: /[ ]/,
  D: /[a-z]/,
  W: /[-.]/,
  S: /[a-z0-9]/,
};
const CONTROLS: { readonly [letter: string]: string } = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
  0: "\0",
};
const EMPTY: PatternTree = { kind: "sequence", parts: [] };

class PatternReader {
  failed = false;
  #at = 0;
  #groups = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  rest(): string {
    return this.#source.slice(this.#at);
  }

  choice(): PatternTree {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? EMPTY) : { kind: "choice", options };
  }

  #sequence(): PatternTree {
    const parts: PatternTree[] = [];
    while (!this.failed && this.rest() !== "" && !/^[|)]/.test(this.rest())) parts.push(this.#repeated());
    return { kind: "sequence", parts };
  }

  #repeated(): PatternTree {
    const of = this.#atom();
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.rest());
    if (found === null) return of;
    this.#at += found[0].length;
    const [, sign, least = "0", comma, most = ""] = found;
    if (sign !== undefined)
      return { kind: "repeat", of, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity };
    const upper = comma === "" ? Number(least) : most === "" ? Infinity : Number(most);
    return { kind: "repeat", of, least: Number(least), most: upper };
  }

  #atom(): PatternTree {
    const character = this.#next();
    if (character === "^" || character === "$") return EMPTY;
    if (character === "(") return this.#group();
    if (character === "[") return this.#class();
    if (character === ".") return oneOf(PRINTABLE);
    if (character === "\\") return this.#escape();
    return oneOf([character]);
  }

  /** Look-arounds are passed over: whoever builds the string tests it. */
  #group(): PatternTree {
    const look = /^\?(?:<?[=!])/.exec(this.rest());
    const opening = look ?? /^\?(?::|<([^>]+)>)/.exec(this.rest());
    this.#at += opening?.[0].length ?? 0;
    const name = look === null ? opening?.[1] : undefined;
    const isGroup = opening === null || name !== undefined;
    if (isGroup) this.#groups += 1;
    const names = [String(this.#groups), ...(name === undefined ? [] : [name])];
    const inner = this.choice();
    if (!this.#take(")")) this.failed = true;
    if (look !== null) return EMPTY;
    return isGroup ? { kind: "group", names, of: inner } : inner;
  }

  #escape(): PatternTree {
    const property = /^[pP]\{([^}]+)\}/.exec(this.rest());
    if (property !== null) {
      this.#at += property[0].length;
      return oneOf(this.#matching(`\\${property[0]}`));
    }
    const again = /^(?:([1-9]\d*)|k<([^>]+)>)/.exec(this.rest());
    if (again !== null) {
      this.#at += again[0].length;
      return { kind: "again", name: again[1] ?? again[2] ?? "" };
    }
    const character = this.#next();
    if (character === "b" || character === "B") return EMPTY;
    const found = CLASSES[character];
    if (found !== undefined) return oneOf(PRINTABLE.filter((one) => found.test(one)));
    return oneOf([this.#escaped(character)]);
  }

  #escaped(character: string): string {
    const code = /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))/.exec(this.rest());
    const short = /^[0-9a-fA-F]{2}/.exec(this.rest());
    if (character === "u" && code !== null) {
      this.#at += code[0].length;
      return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? "0", 16));
    }
    if (character === "x" && short !== null) {
      this.#at += 2;
      return String.fromCharCode(Number.parseInt(short[0], 16));
    }
    return CONTROLS[character] ?? character;
  }

  /** A class is asked character by character: the platform reads it, not we. */
  #class(): PatternTree {
    const body = /^(?:\\[\s\S]|[^\]\\])*\]/.exec(this.rest())?.[0];
    if (body === undefined) this.failed = true;
    this.#at += body?.length ?? 0;
    return oneOf(this.#matching(`[${body ?? "]"}`));
  }

  #matching(source: string): string[] {
    for (const flags of ["u", ""]) {
      try {
        const one = new RegExp(`^${source}$`, flags);
        const among = [...PRINTABLE, "\n", "\t", "é", "ß", "漢"].filter((character) => one.test(character));
        if (among.length > 0) return among;
      } catch {
        // the next flag
      }
    }
    this.failed = true;
    return [];
  }

  #next(): string {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return character;
  }

  #take(character: string): boolean {
    if (!this.rest().startsWith(character)) return false;
    this.#at += 1;
    return true;
  }
}

/** Letters and digits read better than signs. */
function oneOf(among: readonly string[]): PatternTree {
  const plain = among.filter((character) => /[a-z0-9]/.test(character));
  return { kind: "characters", among: plain.length > 0 ? plain : among };
}
