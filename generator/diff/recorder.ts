import { type LineMap, locate } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Contract, PayloadPointer, Place } from "../../contract/model.ts";
import type { Breaks, Change, ChangePlace, Severity } from "./change.ts";
import { classOf, type ContractRule, type DiffRule } from "./rules.ts";

/** Where a change stands; null: not there. */
export interface Spot {
  readonly old: Place | null;
  readonly new: Place | null;
}

/** What the schemas' part knows about a change. */
export interface Detail {
  readonly severity: Severity;
  readonly breaks: Breaks;
  readonly at: PayloadPointer | null;
  readonly example: { readonly value: Json } | null;
}

/** Takes changes as they are found. */
export interface Recorder {
  readonly old: Contract;
  readonly new: Contract;
  /** A change of the kind that its rule says. */
  say(rule: ContractRule, spot: Spot, why: string): void;
  /** A change of which more is known than its rule. */
  tell(rule: DiffRule, spot: Spot, about: Detail & { readonly why: string }): void;
  readonly changes: readonly Change[];
}

export interface LineMaps {
  readonly old: LineMap | null;
  readonly new: LineMap | null;
}

/** The same rule at the same two places for the same party is one change. */
export function createRecorder(before: Contract, after: Contract, lines: LineMaps): Recorder {
  const changes = new Map<string, Change>();
  const spot = (side: "old" | "new", place: Place | null): ChangePlace | null => {
    if (place === null) return null;
    const { document } = side === "old" ? before : after;
    return { place, where: locate(lines[side], document, place) };
  };
  const tell: Recorder["tell"] = (rule, { old, new: now }, about) => {
    const key = [rule, old, now, about.severity, about.breaks].join(" ");
    if (changes.has(key)) return;
    changes.set(key, { rule, ...about, old: spot("old", old), new: spot("new", now), allowed: null });
  };
  return {
    old: before,
    new: after,
    tell,
    say: (rule, place, why) => tell(rule, place, { ...classOf(rule), why, at: null, example: null }),
    get changes() {
      return [...changes.values()];
    },
  };
}
