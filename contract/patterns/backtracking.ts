import { assertNever } from "../assert-never.ts";
import { areDisjoint, type CharacterSet, type PatternNode } from "./pattern-node.ts";

/** What may come at a place: characters that begin it, and whether it may be nothing. */
interface Opening {
  readonly sets: readonly CharacterSet[];
  readonly empty: boolean;
}

const NOTHING: Opening = { sets: [], empty: true };

/**
 * An upper bound for the ways in which a backtracking matcher can try a pattern on a text of `length` characters;
 * Infinity beyond all bounds. A choice that the next character decides is no choice.
 */
export function waysOf(pattern: PatternNode, length: number): number {
  const starts = isAnchored(pattern) ? 1 : length + 1;
  return starts * ways(pattern, length, NOTHING);
}

function ways(node: PatternNode, length: number, after: Opening): number {
  switch (node.kind) {
    case "character":
    case "edge":
      return 1;
    case "look":
      return waysOf(node.of, length);
    case "choice": {
      const each = node.options.map((option) => ways(option, length, after));
      const openings = node.options.map(openingOf);
      const isDecided = openings.every(
        (one, index) => !one.empty && openings.slice(index + 1).every((other) => areApart(one, other)),
      );
      return isDecided ? Math.max(...each) : each.reduce((sum, one) => sum + one, 0);
    }
    case "sequence": {
      let product = 1;
      let next = after;
      for (const part of node.parts.toReversed()) {
        product *= ways(part, length, next);
        next = joined(openingOf(part), next);
      }
      return product;
    }
    case "repeat":
      return repeatWays(node, length, after);
    default:
      return assertNever(node);
  }
}

function repeatWays(
  { of, least, most }: PatternNode & { readonly kind: "repeat" },
  length: number,
  after: Opening,
): number {
  const times = Math.min(most, Math.max(length, least));
  const own = openingOf(of);
  if (own.empty && most > 1) return Infinity;
  const inside = ways(of, length, most > 1 ? { sets: [...own.sets, ...after.sets], empty: true } : after);
  const exits = least === most || areApart(own, { ...after, empty: false }) ? 1 : times - least + 1;
  return inside ** times * exits;
}

function areApart(one: Opening, other: Opening): boolean {
  return !one.empty && !other.empty && one.sets.every((a) => other.sets.every((b) => areDisjoint(a, b)));
}

function joined(first: Opening, then: Opening): Opening {
  return first.empty ? { sets: [...first.sets, ...then.sets], empty: then.empty } : first;
}

function openingOf(node: PatternNode): Opening {
  switch (node.kind) {
    case "character":
      return { sets: [node.set], empty: false };
    case "edge":
    case "look":
      return NOTHING;
    case "choice": {
      const all = node.options.map(openingOf);
      return { sets: all.flatMap(({ sets }) => sets), empty: all.some(({ empty }) => empty) };
    }
    case "sequence":
      return node.parts.map(openingOf).reduceRight((next, part) => joined(part, next), NOTHING);
    case "repeat": {
      const { sets, empty } = openingOf(node.of);
      return { sets, empty: empty || node.least === 0 };
    }
    default:
      return assertNever(node);
  }
}

function isAnchored(node: PatternNode): boolean {
  if (node.kind === "edge") return node.edge === "start";
  if (node.kind === "choice") return node.options.every(isAnchored);
  return node.kind === "sequence" && node.parts[0] !== undefined && isAnchored(node.parts[0]);
}
