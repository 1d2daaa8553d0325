import type { Contract } from "../../contract/model.ts";
import type { FaultPlace, FaultSites } from "../../server/index.ts";
import { concerns, ranked, type Suspect, unrelated } from "./rank.ts";
import type { TestCard } from "./test-card.ts";
import type { Site } from "./try-site.ts";

export type ShowingFault = Extract<FaultSites, { kind: "shows" }>;

/** What is the same for all faults. */
export interface Field {
  readonly contract: Contract;
  readonly cards: readonly TestCard[];
}

/** The fault at one of its places. */
export function siteOf(
  { fault, rules, keyword }: ShowingFault,
  place: FaultPlace,
  { contract, cards }: Field,
): Site {
  const suspect: Suspect = { place, family: fault.family, keyword };
  return {
    at: [fault.name, place.operation || place.channel].filter(Boolean).join("@"),
    fault: { fault, places: [place] },
    rules,
    tests: ranked(cards, suspect, contract).filter(({ size }) => size > 0),
    unrelated: unrelated(cards, suspect, contract),
    excuse: excuseOf({ cards, contract }, suspect),
  };
}

/** Tests of the family that has to notice it were planned, but can't be run: their reason is the fault's. */
function excuseOf({ cards, contract }: Field, suspect: Suspect): string {
  const { channel, operation } = suspect.place;
  const silent = cards.filter(
    (card) => card.idle !== "" && card.family === suspect.family && card.channel === channel,
  );
  // A fault of the whole channel that breaks no keyword may be noticed by any of them.
  const isAny = operation === "" && suspect.keyword === "";
  const near = silent.find((card) => concerns(card, suspect, contract)) ?? (isAny ? silent[0] : undefined);
  return near === undefined ? "" : `${near.idle} (${near.title})`;
}
