import type { RejectKind } from "../../contract/model.ts";
import { readableIds } from "./bad-input.ts";
import { caseOf } from "../exchange/cases.ts";
import { idOf } from "./correlation.ts";
import { type Exchange, isOpen, type Request } from "../exchange/exchange.ts";
import type { FateRecord } from "../fate.ts";
import { openExchange, type Standing, standingOf, startExchange } from "../exchange/open.ts";
import { oweCase, oweRefusal, type Refusable } from "../refusal/owe.ts";
import type { Pace } from "./rate.ts";
import { isDemandedFlood } from "../refusal/outcome.ts";
import { mayBeIgnored } from "../refusal/refusal.ts";
import type { Moment } from "../state.ts";

/** Why the service may refuse a request that is good by itself, and when it has to. */
interface Contest {
  readonly kind: RejectKind;
  readonly favours: FateRecord["favours"];
  readonly demanded: () => boolean;
}

/** Takes a valid request: an exchange, a refusal because of what else goes on, or either. */
export function takeRequest(moment: Moment, request: Request, pace: Pace): FateRecord {
  const { connection } = moment;
  const { operation, message, payload, frame } = request;
  const ownId = idOf(message, payload);
  const refusable = (kinds: readonly RejectKind[]): Refusable => {
    const ids = readableIds(connection.channel, payload);
    return { frame, kinds, alternatives: false, operation, ids, ownId };
  };
  const standing = standingOf(moment, request, ownId);
  if (standing.order === "no") return refused(oweRefusal(moment, refusable(["outOfOrder"])));
  const held = operation.cases.length === 0 ? null : caseOf(connection.channel, operation, request);
  if (held?.expect.kind === "outcome")
    return refused(oweCase(moment, refusable([]), held, held.expect.outcomes));
  const exchange = openExchange(moment, request, standing);
  const contest = contestOf(moment, { exchange, standing, pace });
  exchange.held = held;
  if (contest === null) {
    startExchange(moment, exchange);
    return { exchange, refusal: null, favours: "exchange" };
  }
  const { kind, favours, demanded } = contest;
  const refusal = oweRefusal(moment, { ...refusable([kind]), exchange, demanded });
  exchange.contest = refusal;
  // Where silence may be the refusal, silence proves nothing.
  exchange.doubt ||=
    pace !== "calm" || (kind === "outOfOrder" && (refusal.strength !== "declared" || mayBeIgnored(refusal)));
  startExchange(moment, exchange);
  return { exchange, refusal, favours };
}

function never(): boolean {
  return false;
}

function refused(refusal: FateRecord["refusal"]): FateRecord {
  return { exchange: null, refusal, favours: "refusal" };
}

/** One that is being interrupted may be over when the service reads the second. */
function isSurelyOpen(twin: Exchange): boolean {
  return isOpen(twin) && !twin.doubt && twin.pausedBy === null;
}

/** What it interrupts is unanswered: if that is refused, this is out of order. */
function mayComeToNothing({ target }: Standing, { channel }: Moment["connection"]): boolean {
  return channel.conversation.kind === "sequence" && target !== null && target.view.replies.length === 0;
}

/** Do so many exchanges run beside this one? */
function isFull(
  { exchanges }: Moment["connection"],
  exchange: Exchange,
  { most, runs }: { readonly most: number; readonly runs: (one: Exchange) => boolean },
): boolean {
  let open = 0;
  for (const one of exchanges) {
    if (open >= most) return true;
    if (one !== exchange && runs(one)) open += 1;
  }
  return open >= most;
}

/** What ends another takes no place of its own, and what is being ended may have left its place. */
function surelyRuns(exchange: Exchange): boolean {
  return isOpen(exchange) && exchange.pausedBy === null && !interrupts(exchange);
}

function interrupts({ view }: Exchange): boolean {
  return view.operation.interrupts.length > 0;
}

interface Contested {
  readonly exchange: Exchange;
  readonly standing: Standing;
  readonly pace: Pace;
}

function contestOf(moment: Moment, { exchange, standing, pace }: Contested): Contest | null {
  const { connection } = moment;
  const { channel } = connection;
  const { twin, order } = standing;
  const { rejects, scopes } = exchange.view.operation;
  if (twin !== null) {
    // Where it is not said whether an id may be used twice, nobody can tell which of the two is answered.
    if (twin.pausedBy === null && rejects.duplicate.kind !== "declared") twin.doubt = true;
    return { kind: "duplicate", favours: "refusal", demanded: () => isSurelyOpen(twin) };
  }
  if (pace !== "calm") {
    const flood = pace === "flood" && !connection.refusals.some(isDemandedFlood);
    const demanded = (): boolean => flood && connection.rate.refusedAt < moment.at - 1000;
    return { kind: "tooFast", favours: pace === "brisk" ? "exchange" : "refusal", demanded };
  }
  const most = channel.limits.exchanges;
  if (most !== null && isFull(connection, exchange, { most, runs: isOpen })) {
    const demanded = (): boolean => isFull(connection, exchange, { most, runs: surelyRuns });
    // What ends an exchange makes room: nobody promises that it is refused.
    if (interrupts(exchange)) return { kind: "tooFast", favours: "exchange", demanded: never };
    return { kind: "tooFast", favours: demanded() ? "refusal" : "exchange", demanded };
  }
  if (order === "unknown" || mayComeToNothing(standing, connection))
    return { kind: "outOfOrder", favours: "exchange", demanded: never };
  if (scopes.length > 0 && rejects.forbidden.kind !== "unspecified")
    return { kind: "forbidden", favours: "exchange", demanded: never };
  return null;
}
