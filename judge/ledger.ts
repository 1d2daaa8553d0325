import type { SchemaFault } from "../contract/frame.ts";
import type { Place } from "../contract/model.ts";
import type { CoverageTally } from "./tally/coverage-tally.ts";
import type { FrameId, NotReachedReason, Verdict } from "./model.ts";
import type { RuleId } from "./rules.ts";
import type { Moment } from "./state.ts";

/** What a violation says besides who and when. */
export interface Charge {
  readonly rule: RuleId;
  readonly place: Place;
  readonly frame: FrameId | null;
  readonly summary: string;
  readonly promised: string;
  readonly got: string;
  readonly faults?: readonly SchemaFault[];
}

/** Collects the verdicts of one event. What is said once of a place on a connection is not said again. */
export interface Ledger {
  kept(moment: Moment, place: Place): void;
  violated(moment: Moment, charge: Charge): void;
  unspecified(moment: Moment, place: Place, why: string): void;
  notReached(moment: Moment, place: Place, reason: NotReachedReason): void;
  /** All verdicts since the last call, violations first. */
  drain(): readonly Verdict[];
}

const NOTHING: readonly Verdict[] = [];

export function createLedger(coverage: CoverageTally): Ledger {
  let violations: Verdict[] = [];
  let others: Verdict[] = [];
  return {
    kept(moment, place) {
      if (!isNew(moment, "kept", place)) return;
      const { at, connection } = moment;
      others.push({ kind: "kept", place, at, connection: connection.view.id });
      coverage.kept(moment.connection.channel.name, place);
    },
    violated(moment, { faults = [], ...charge }) {
      if (moment.connection.muted) return;
      violations.push({ kind: "violated", violation: { ...charge, faults, ...stamp(moment) } });
    },
    unspecified(moment, place, why) {
      if (isNew(moment, why, place)) others.push({ kind: "unspecified", place, why, ...stamp(moment) });
    },
    notReached(moment, place, reason) {
      if (isNew(moment, reason, place)) others.push({ kind: "notReached", place, reason, ...stamp(moment) });
    },
    drain() {
      if (violations.length === 0 && others.length === 0) return NOTHING;
      const verdicts = violations.length === 0 ? others : [...violations, ...others];
      violations = [];
      others = [];
      return verdicts;
    },
  };
}

function isNew({ connection }: Moment, kind: string, place: Place): boolean {
  const key = kind === "kept" ? place : `${kind} ${place}`;
  if (connection.muted || connection.said.has(key)) return false;
  connection.said.add(key);
  return true;
}

function stamp({ at, connection }: Moment): { readonly at: number; readonly connection: string } {
  return { at, connection: connection.view.id };
}

/** A charge where it is certain, else `unspecified`: the frame may have belonged to something else. */
export function accuse(moment: Moment, charge: Charge, certain: boolean): void {
  const { ledger } = moment.scope;
  if (certain) ledger.violated(moment, charge);
  else ledger.unspecified(moment, charge.place, `what a frame belonged to can't be told (${charge.rule})`);
}
