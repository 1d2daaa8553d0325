import { totalOf } from "./coverage.ts";
import type { Coverage, CoveredItem } from "./model.ts";

/**
 * What several runs of one contract have exercised together; null where they are not of one contract. What none has
 * exercised keeps the reason that says most.
 */
export function mergeCoverage([first, ...others]: readonly [Coverage, ...Coverage[]]): Coverage | null {
  const same = others.every(
    ({ items }) =>
      items.length === first.items.length && items.every((item, index) => isSame(item, first.items[index])),
  );
  if (!same) return null;
  return totalOf(
    first.items.map((item, index) =>
      [item, ...others.flatMap(({ items }) => items[index] ?? [])].reduce(better),
    ),
  );
}

function isSame(left: CoveredItem, right: CoveredItem | undefined): boolean {
  const keys = ["kind", "channel", "subject", "label", "place"] as const;
  return right !== undefined && keys.every((key) => left[key] === right[key]);
}

function better(left: CoveredItem, right: CoveredItem): CoveredItem {
  return rank(right) > rank(left) ? right : left;
}

/** Exercised above all; then a reason that a test gave, above one that only says that there was none. */
function rank({ reason }: CoveredItem): number {
  if (reason === "") return 3;
  if (reason === "not tried") return 0;
  return reason === "not steerable" ? 1 : 2;
}
