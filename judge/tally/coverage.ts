import type { Contract, Place } from "../../contract/model.ts";
import { declaredItems } from "./declared.ts";
import { grouped } from "./items.ts";
import {
  COVERAGE_REASONS,
  type Coverage,
  type CoverageGroup,
  type CoverageItem,
  type CoverageReason,
  type CoveredItem,
} from "./model.ts";

/** What a run has shown. */
export interface CoverageEvidence {
  /** Ids of items that the traffic has exercised. */
  readonly exercised: ReadonlySet<string>;
  /** Places that passed tests are about. */
  readonly passed: ReadonlySet<Place>;
  /** Why places could not be reached. */
  readonly unreached: ReadonlyMap<Place, CoverageReason>;
}

/** Exercised against declared. What was not exercised has a reason, and counts as not exercised whatever the reason. */
export function coverageOf(contract: Contract, evidence: CoverageEvidence): Coverage {
  return totalOf(declaredItems(contract).map((one) => judged(one, evidence)));
}

/** Counts items that are judged already. */
export function totalOf(items: readonly CoveredItem[]): Coverage {
  const reasons = Object.fromEntries(
    COVERAGE_REASONS.map((reason) => [reason, items.filter((one) => one.reason === reason).length]),
  );
  return {
    exercised: items.filter(isExercised).length,
    declared: items.length,
    // Made of the whole list just above.
    reasons: reasons as Coverage["reasons"],
    groups: groupsOf(items),
    items,
  };
}

/** Whole per cent and one decimal, rounded down: what is not all is never 100. An empty contract is covered. */
export function percentOf({ exercised, declared }: Pick<Coverage, "exercised" | "declared">): number {
  return declared === 0 ? 100 : Math.floor((exercised / declared) * 1000) / 10;
}

function judged(one: CoverageItem, { exercised, passed, unreached }: CoverageEvidence): CoveredItem {
  const { kind, channel, subject, label, place, evidence, chosenBy, id } = one;
  const done = evidence === "traffic" ? exercised.has(id) : passed.has(place);
  const other = chosenBy === "server" ? "not steerable" : "not tried";
  return { kind, channel, subject, label, place, reason: done ? "" : (unreached.get(place) ?? other) };
}

function isExercised({ reason }: CoveredItem): boolean {
  return reason === "";
}

function groupsOf(items: readonly CoveredItem[]): CoverageGroup[] {
  const groups = grouped(items, ({ channel, subject }) => JSON.stringify([channel, subject]));
  return [...groups.values()].map((group) => ({
    channel: group[0]?.channel ?? "",
    subject: group[0]?.subject ?? "",
    exercised: group.filter(isExercised).length,
    declared: group.length,
  }));
}
