import { waysOf } from "./patterns/backtracking.ts";
import { matches, PatternUndecided } from "./patterns/bounded-match.ts";
import { parsePattern } from "./patterns/parse-pattern.ts";
import type { PatternNode } from "./patterns/pattern-node.ts";
import { type Program, programOf } from "./patterns/program.ts";

/** A regular expression whose time is bounded, whatever the text. */
export interface Pattern {
  /** False also where a text is too long for the pattern to be decided. */
  test(text: string): boolean;
  /** Throws `PatternUndecided` there. */
  decide(text: string): boolean;
  /** The expression; ajv knows patterns by it. */
  toString(): string;
}

/** Ways times characters that a backtracking matcher may try: some milliseconds. */
const MOST_NATIVE = 100_000;
/** Where nobody else can match it. */
const MOST_NATIVE_ALONE = 10_000_000;
/** A pattern that can't be decided for texts of this length is none that anybody can check. */
const SHORTEST = 64;
const LONGEST = 2 ** 24;

const MOST_KEPT = 1000;
const kept = new Map<string, Pattern | null>();

/** A regular expression as JSON Schema means it (ECMA 262), or null where nobody can check it in bounded time. */
export function patternOf(source: string): Pattern | null {
  const before = kept.get(source);
  if (before !== undefined) return before;
  const native = compiled(source, "u") ?? compiled(source, "");
  const pattern = native === null ? null : bounded(native);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(source, pattern);
  return pattern;
}

/**
 * How far a pattern can be checked: in Unicode mode, only without it (`[\w\-\_]`), not in bounded time
 * (`^(a+)+\1$`), or not at all, as JavaScript can't read it (`(?i)`).
 */
export function patternSupport(source: string): "unicode" | "loose" | "endless" | "none" {
  const isUnicode = compiled(source, "u") !== null;
  if (!isUnicode && compiled(source, "") === null) return "none";
  if (patternOf(source) === null) return "endless";
  return isUnicode ? "unicode" : "loose";
}

/** Short texts are left to the platform, which may try every way through the pattern; longer ones are not. */
function bounded(native: RegExp): Pattern | null {
  const { source, flags } = native;
  const tree = parsePattern(source, flags);
  // What can't be read here has a backreference or nearly so: nothing is known of its ways.
  if (tree === null) return null;
  const program = programOf(tree);
  const longest = longestNative(tree, program === null ? MOST_NATIVE_ALONE : MOST_NATIVE);
  if (program === null && longest < SHORTEST) return null;
  const decide = (text: string): boolean =>
    text.length <= longest ? native.test(text) : slowly(program, text, flags);
  return { decide, test: (text) => isMatch(decide, text), toString: () => String(native) };
}

function isMatch(decide: (text: string) => boolean, text: string): boolean {
  try {
    return decide(text);
  } catch (error) {
    if (error instanceof PatternUndecided) return false;
    throw error;
  }
}

function slowly(program: Program | null, text: string, flags: string): boolean {
  if (program !== null) return matches(program, text, flags);
  throw new PatternUndecided(`has ${text.length} characters, too many for its pattern to be decided in time`);
}

/** How long a text may be so that trying every way takes no longer than that; -1 for none. */
function longestNative(tree: PatternNode, most: number): number {
  let least = -1;
  let above = LONGEST;
  while (above - least > 1) {
    const length = Math.floor((least + above) / 2);
    if (waysOf(tree, length) * (length + 1) <= most || waysOf(tree, length) === 1) least = length;
    else above = length;
  }
  return least;
}

function compiled(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
