import type { RejectKind } from "../../contract/model.ts";
import { readableIds } from "./bad-input.ts";
import { caseOf } from "../exchange/cases.ts";
import { idOf } from "./correlation.ts";
import { type Exchange, isOpen, type Request } from "../exchange/exchange.ts";
import type { FateRecord } from "../fate.ts";
import { openExchange, type Standing, standingOf, startExchange } from "../exchange/open.ts";
import { oweCase, oweRefusal, type Refusable, refusalFor } from "../refusal/owe.ts";
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
  const ids = readableIds(connection.channel, payload);
  const ownId = idOf(message, payload);
  const refusable: Refusable = { frame, kinds: [], alternatives: false, operation, ids, ownId };
  const standing = standingOf(moment, request, ownId);
  if (standing.order === "no") return refused(oweRefusal(moment, { ...refusable, kinds: ["outOfOrder"] }));
  if (standing.twin !== null && refusalFor(connection.channel, operation, "duplicate").kind !== "declared")
    return openDuplicate(moment, standing.twin, refusable);
  const held = caseOf(connection.channel, operation, request);
  if (held?.expect.kind === "outcome") return refused(oweCase(moment, refusable, held, held.expect.outcomes));
  const exchange = openExchange(moment, request, standing);
  const contest = contestOf(moment, { exchange, standing, pace });
  exchange.held = held;
  if (contest === null) {
    startExchange(moment, exchange);
    return { exchange, refusal: null, favours: "exchange" };
  }
  const { kind, favours, demanded } = contest;
  const refusal = oweRefusal(moment, { ...refusable, kinds: [kind], exchange, demanded });
  exchange.contest = refusal;
  // Where silence may be the refusal, silence proves nothing.
  exchange.doubt ||=
    pace !== "calm" || (kind === "outOfOrder" && (refusal.strength !== "declared" || mayBeIgnored(refusal)));
  startExchange(moment, exchange);
  return { exchange, refusal, favours };
}

function refused(refusal: FateRecord["refusal"]): FateRecord {
  return { exchange: null, refusal, favours: "refusal" };
}

/** Whether an id may be used twice is not said: replies to the one cannot be told from replies to the other. */
function openDuplicate(moment: Moment, twin: Exchange, refusable: Refusable): FateRecord {
  twin.doubt = true;
  return refused(oweRefusal(moment, { ...refusable, kinds: ["duplicate"] }));
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
  const never = (): boolean => false;
  if (twin !== null)
    return { kind: "duplicate", favours: "refusal", demanded: () => isOpen(twin) && !twin.doubt };
  if (pace !== "calm") {
    const flood = pace === "flood" && !connection.refusals.some(isDemandedFlood);
    const demanded = (): boolean => flood && connection.rate.refusedAt < moment.at - 1000;
    return { kind: "tooFast", favours: pace === "brisk" ? "exchange" : "refusal", demanded };
  }
  const most = channel.limits.exchanges;
  const full = (): boolean =>
    most !== null && connection.exchanges.filter((one) => one !== exchange && isOpen(one)).length >= most;
  if (full()) return { kind: "tooFast", favours: "refusal", demanded: full };
  if (order === "unknown") return { kind: "outOfOrder", favours: "exchange", demanded: never };
  const { scopes } = exchange.view.operation;
  const forbidden = refusalFor(channel, exchange.view.operation, "forbidden");
  if (scopes.length > 0 && forbidden.kind !== "unspecified")
    return { kind: "forbidden", favours: "exchange", demanded: never };
  return null;
}
