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
  const claims = [
    ...openingClaims(moment, incoming),
    ...refusalClaims(moment, incoming),
    ...exchangeClaims(moment, incoming),
    ...idleClaims(moment, incoming),
    ...toleratedClaims(moment, incoming),
    ...pushClaims(moment, incoming),
  ].sort((one, other) => one.tier - other.tier || Number(other.named) - Number(one.named));
  const clean = claims.filter(({ charges }) => charges.length === 0);
  const chosen = clean[0] ?? claims[0];
  if (chosen === undefined) return null;
  const rivals = clean.filter((claim) => isRival(chosen, claim));
  if (rivals.length > 0) moment.connection.unsure = true;
  if (rivals.length > 0 || (moment.connection.unsure && mayBelongElsewhere(chosen)))
    for (const claim of [chosen, ...rivals]) claim.doubt();
  if (incoming.faults.length === 0)
    for (const charge of chosen.charges) accuse(moment, charge, !chosen.doubtful);
  return chosen;
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
