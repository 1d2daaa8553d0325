import { exchangeClaims } from "../exchange/claims.ts";
import { idleClaims } from "../connection/idle.ts";
import { type Claim, type Incoming, TIER } from "./incoming.ts";
import { accuse } from "../ledger.ts";
import { openingClaims } from "../connection/opening.ts";
import { pushClaims } from "../push/claims.ts";
import { refusalClaims } from "../refusal/outcome.ts";
import type { Moment } from "../state.ts";
import { toleratedClaims } from "./tolerated-claims.ts";

/**
 * Decides what a frame belongs to: the first of everything that could take it and breaks nothing by it; where every
 * way breaks something, the first, which is then accused. Null where nothing can take it. Where several ways are as
 * good, what belongs to them is in doubt from then on.
 */
export function attribute(moment: Moment, incoming: Incoming): Claim | null {
  const claims: Claim[] = [];
  openingClaims(moment, incoming, claims);
  refusalClaims(moment, incoming, claims);
  exchangeClaims(moment, incoming, claims);
  idleClaims(moment, incoming, claims);
  toleratedClaims(moment, incoming, claims);
  pushClaims(moment, incoming, claims);
  const chosen = bestOf(claims);
  if (chosen === null) return null;
  const rivals =
    claims.length === 1 ? NONE : claims.filter((claim) => isClean(claim) && isRival(chosen, claim));
  if (rivals.length > 0) moment.connection.unsure = true;
  if (rivals.length > 0 || (moment.connection.unsure && mayBelongElsewhere(chosen))) {
    chosen.doubt();
    for (const claim of rivals) claim.doubt();
  }
  if (incoming.faults.length === 0)
    for (const charge of chosen.charges) accuse(moment, charge, !chosen.doubtful);
  return chosen;
}

const NONE: readonly Claim[] = [];

/** The first that breaks nothing, else the first. */
function bestOf(claims: readonly Claim[]): Claim | null {
  let best: Claim | null = null;
  for (const claim of claims) if (best === null || isBetter(claim, best)) best = claim;
  return best;
}

function isBetter(one: Claim, other: Claim): boolean {
  if (isClean(one) !== isClean(other)) return isClean(one);
  return one.tier < other.tier || (one.tier === other.tier && one.named && !other.named);
}

function isClean({ charges }: Claim): boolean {
  return charges.length === 0;
}

/** What has no id, once something may have ended by mistake. */
function mayBelongElsewhere({ message, tier }: Claim): boolean {
  return (
    tier === TIER.withoutId || (message.error && (tier === TIER.refusal || tier === TIER.errorWithoutId))
  );
}

/** An id says what a frame belongs to, and what may come at any time is no rival to what has to come. */
function isRival(chosen: Claim, { alike, tier, named }: Claim): boolean {
  if (alike === chosen.alike || chosen.tier === TIER.opening || tier >= TIER.idle) return false;
  if (chosen.named && !named) return false;
  return chosen.tier !== TIER.byId || tier === TIER.byId;
}
