import type { Message } from "../../contract/model.ts";
import { caseStep, caseText } from "./cases.ts";
import { idOf } from "../frames/correlation.ts";
import { stepSequence } from "../../contract/index.ts";
import { goodCharge } from "../refusal/outcome.ts";
import { type Exchange, sequenceOf, stepOf } from "./exchange.ts";
import { takeReply } from "./replies.ts";
import { type Claim, type Incoming, TIER } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import { notAcceptedCharge } from "./not-accepted.ts";
import { creditOf } from "../push/credit.ts";
import type { RoundMatch } from "../push/rounds.ts";
import { type Relation, relationsOf } from "./relations.ts";
import { fits } from "../pointers.ts";
import type { Moment } from "../state.ts";
import { excerpt } from "../narrative/words.ts";

/**
 * The open exchanges of the connection that could take the frame as their next message, oldest first; of those that
 * nobody could tell apart, none behind the first that breaks nothing.
 */
export function exchangeClaims(moment: Moment, incoming: Incoming): Claim[] {
  const claims: (Claim & { readonly exchange: Exchange })[] = [];
  const served = new Set<string>();
  const ids = incoming.readings.map((message) => ({ message, id: idOf(message, incoming.payload) }));
  for (const exchange of moment.connection.exchanges)
    for (const { message, id } of ids) {
      const tier = tierOf(moment, exchange, { message, id });
      if (tier === null) continue;
      const key = `${tier} ${message.name} ${alikeOf(exchange)}`;
      if (served.has(key)) continue;
      const claim = claimOf(moment, exchange, { message, incoming, tier });
      if (claim !== null) claims.push({ ...claim, exchange });
      if (claim?.charges.length !== 0) continue;
      served.add(key);
      break;
    }
  return claims.filter(({ exchange, message }) => !leavesToInterrupter(exchange, message, claims));
}

/** Exchanges of one operation that have neither an id nor a reply wait for the same. */
function alikeOf({ view, state, id, frame }: Exchange): string {
  const own = id === null && view.replies.length === 0 ? "" : frame;
  return `${view.operation.name} ${state} ${own}`;
}

/** The interrupter's reply ends both exchanges: it belongs to the interrupter, and through it to its target. */
function leavesToInterrupter(
  exchange: Exchange,
  message: Message,
  claims: readonly { exchange: Exchange }[],
): boolean {
  return !message.error && claims.some((one) => one.exchange === exchange.pausedBy);
}

interface Reply {
  readonly message: Message;
  readonly incoming: Incoming;
}

function claimOf(moment: Moment, exchange: Exchange, reply: Reply & { readonly tier: number }): Claim | null {
  const { message, incoming, tier } = reply;
  const step = stepOf(exchange, message);
  if (step === null) return null;
  const sound = incoming.faults.length === 0;
  const relations = sound ? relationsFor(moment, exchange, reply) : [];
  const credit = creditOf(moment, exchange, { message, payload: incoming.payload, incoming });
  const broken = sound ? chargesFor(moment, exchange, { ...reply, relations, credit }) : [];
  const duplicate = broken.length === 0 ? null : duplicateCharge(moment, exchange, reply);
  const charges = duplicate === null ? broken : [duplicate];
  const breaks = charges.map(({ place }) => place);
  return {
    tier,
    message,
    charges,
    alike: alikeOf(exchange),
    named: isNamed(exchange, message, incoming),
    doubtful: exchange.doubt,
    doubt() {
      exchange.doubt = true;
    },
    take: (received) => takeReply(moment, exchange, { message, received, step, relations, credit, breaks }),
  };
}

/** True where a case of the operation expects the very values that the message has. */
function isNamed({ view }: Exchange, message: Message, { payload }: Incoming): boolean {
  return view.operation.cases.some(({ where }) => {
    const values = where.filter(({ at }) => at.of === message.name);
    return values.length > 0 && fits(values, payload);
  });
}

/** How well the message's id fits the exchange; null: not at all. */
function tierOf(
  { connection }: Moment,
  exchange: Exchange,
  { message, id }: { readonly message: Message; readonly id: string | null },
): number | null {
  if (id !== null && exchange.id !== null) return id === exchange.id ? TIER.byId : null;
  if (exchange.id === null) {
    // An id that is known here belongs where it is known.
    if (id === null || message.correlation.length === 0) return TIER.withoutId;
    return connection.past.sent.has(id) ? null : TIER.withoutId;
  }
  if (message.correlation.length === 0) return TIER.withoutId;
  return message.error ? TIER.errorWithoutId : null;
}

function relationsFor(
  { scope, connection }: Moment,
  exchange: Exchange,
  { message, incoming }: Reply,
): Relation[] {
  const { operation, request, replies } = exchange.view;
  const { messages } = connection.channel;
  const { counts } = exchange;
  const reply = { operation, message, payload: incoming.payload, before: replies, counts, messages };
  return relationsOf(scope.contract, reply, {
    request,
    facts: connection.facts,
    received: connection.view.received,
  });
}

/** What is wrong here may be right for a second request with the same id, which had to be refused. */
function duplicateCharge(
  { connection }: Moment,
  exchange: Exchange,
  { message, incoming }: Reply,
): Charge | null {
  const twin = connection.exchanges.find(({ behind }) => behind === exchange);
  const sequence = sequenceOf(exchange);
  if (twin === undefined || sequence === null || twin.contest?.strength !== "declared") return null;
  if (stepSequence(sequence, 0, message.name) === null || message.error) return null;
  return goodCharge(twin.contest, { frame: incoming.frame, got: excerpt(message, incoming.payload) });
}

interface Weighed extends Reply {
  readonly relations: readonly Relation[];
  readonly credit: RoundMatch | null;
}

/** What would be wrong with the message as the exchange's next: the most telling alone, or all rules it breaks. */
function chargesFor(
  moment: Moment,
  exchange: Exchange,
  { message, incoming, ...weighed }: Weighed,
): Charge[] {
  const { payload, frame } = incoming;
  const { held } = exchange;
  const { wrong } = caseStep(exchange, message, payload);
  if (held !== null && wrong !== "") {
    const summary = `the case "${held.name}" was answered otherwise: ${wrong}`;
    const got = excerpt(message, payload);
    return [{ rule: "CASE", place: held.place, frame, summary, promised: caseText(held), got }];
  }
  const refused = held === null ? notAcceptedCharge(moment, exchange, { message, incoming }) : null;
  if (refused !== null) return [refused];
  const broken = weighed.relations.flatMap((relation) => relationCharge(relation, message, incoming));
  const pushed = weighed.credit?.charge ?? null;
  return pushed === null ? broken : [pushed, ...broken];
}

function relationCharge(
  { rule, place, wrong }: Relation,
  message: Message,
  { frame, payload }: Incoming,
): Charge[] {
  if (wrong === null) return [];
  const summary = `\`${message.name}\` has a wrong value at ${wrong.at}: expected ${wrong.wanted}`;
  return [{ rule, place, frame, summary, promised: wrong.promised, got: excerpt(message, payload) }];
}
