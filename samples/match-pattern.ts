import { assertNever } from "../contract/assert-never.ts";
import { type PatternTree, parsePattern } from "./pattern-tree.ts";
import type { Random } from "./random.ts";

/** How often an unbounded repetition is repeated beyond its least. */
const MORE = 3;

/**
 * A string built from a pattern, of at least so many characters where repetitions allow it; null where the pattern
 * can't be read. Not tested against the pattern: look-arounds are passed over.
 */
export function matchPattern(pattern: string, random: Random, minLength: number): string | null {
  const tree = parsePattern(pattern);
  return tree === null ? null : new Builder(random).build(tree, minLength);
}

class Builder {
  readonly #random: Random;
  /** What each group matched last. */
  readonly #groups = new Map<string, string>();

  constructor(random: Random) {
    this.#random = random;
  }

  build(tree: PatternTree, minLength: number): string {
    switch (tree.kind) {
      case "characters":
        return this.#random.pick(tree.among);
      case "choice":
        return this.build(this.#random.pick(tree.options), minLength);
      case "sequence":
        return this.#sequence(tree.parts, minLength);
      case "group":
        return this.#remembered(tree.names, this.build(tree.of, minLength));
      case "again":
        return this.#groups.get(tree.name) ?? "";
      case "repeat": {
        const most = Math.min(tree.most, Math.max(tree.least + MORE, minLength));
        const times =
          minLength > tree.least
            ? most
            : tree.least + this.#random.below(Math.min(MORE, most - tree.least) + 1);
        return Array.from({ length: times }, () => this.build(tree.of, 0)).join("");
      }
      default:
        return assertNever(tree);
    }
  }

  #remembered(names: readonly string[], text: string): string {
    for (const name of names) this.#groups.set(name, text);
    return text;
  }

  /** Fixed parts first take their share of the length; repetitions make up the rest. */
  #sequence(parts: readonly PatternTree[], minLength: number): string {
    let missing = minLength;
    return parts
      .map((part, index) => {
        const others = parts.length - index - 1;
        const text = this.build(part, part.kind === "repeat" ? Math.max(0, missing - others) : 0);
        missing -= text.length;
        return text;
      })
      .join("");
  }
}
