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
  return tree === null ? null : build(tree, random, minLength);
}

function build(tree: PatternTree, random: Random, minLength: number): string {
  switch (tree.kind) {
    case "characters":
      return random.pick(preferred(tree.among));
    case "choice":
      return build(random.pick(tree.options), random, minLength);
    case "sequence":
      return sequence(tree.parts, random, minLength);
    case "repeat": {
      const most = Math.min(tree.most, Math.max(tree.least + MORE, minLength));
      const times =
        minLength > tree.least ? most : tree.least + random.below(Math.min(MORE, most - tree.least) + 1);
      return Array.from({ length: times }, () => build(tree.of, random, 0)).join("");
    }
  }
}

/** Fixed parts first take their share of the length; repetitions make up the rest. */
function sequence(parts: readonly PatternTree[], random: Random, minLength: number): string {
  let missing = minLength;
  return parts
    .map((part, index) => {
      const others = parts.length - index - 1;
      const text = build(part, random, part.kind === "repeat" ? Math.max(0, missing - others) : 0);
      missing -= text.length;
      return text;
    })
    .join("");
}

/** Letters and digits read better than signs. */
function preferred(among: readonly string[]): readonly string[] {
  const plain = among.filter((character) => /[a-z0-9]/.test(character));
  return plain.length > 0 ? plain : among;
}
