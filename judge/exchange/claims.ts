import type { Message } from "../../contract/model.ts";
import { caseStep, caseText } from "./cases.ts";
import { idOf } from "../frames/correlation.ts";
import { type Exchange, stepOf } from "./exchange.ts";
import { takeReply } from "./replies.ts";
import { type Claim, type Incoming, TIER } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import { notAcceptedCharge } from "./not-accepted.ts";
import type { FrameId } from "../model.ts";
import { creditOf } from "../push/credit.ts";
import type { RoundMatch } from "../push/rounds.ts";
import { type Relation, relationsOf } from "./relations.ts";
import { fits } from "../pointers.ts";
import type { Moment } from "../state.ts";
import { excerpt } from "../narrative/words.ts";

/** The open exchanges of the connection that could take the frame as their next message, oldest first. */
export function exchangeClaims(moment: Moment, incoming: Incoming): Claim[] {
  const claims = moment.connection.exchanges.flatMap((exchange) => {
    const ways = incoming.readings.flatMap((message) => {
      const claim = claimOf(moment, exchange, { message, incoming });
      return claim === null ? [] : [claim];
    });
    const best = ways.find(({ charges }) => charges.length === 0) ?? ways[0];
    return best === undefined ? [] : [{ ...best, exchange }];
  });
  return claims.filter(({ exchange, message }) => !leavesToInterrupter(exchange, message, claims));
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

function claimOf(moment: Moment, exchange: Exchange, reply: Reply): Claim | null {
  const { message, incoming } = reply;
  const step = stepOf(exchange, message);
  const tier = tierOf(moment, exchange, reply);
  if (step === null || tier === null) return null;
  const sound = incoming.faults.length === 0;
  const relations = sound ? relationsFor(moment, exchange, reply) : [];
  const credit = creditOf(moment, exchange, { message, payload: incoming.payload, incoming });
  const charges = sound ? chargesFor(moment, exchange, { ...reply, relations, credit }) : [];
  const breaks = charges.map(({ place }) => place);
  return {
    tier,
    message,
    charges,
    alike: `${exchange.view.operation.name} ${exchange.state}`,
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
function tierOf({ connection }: Moment, exchange: Exchange, { message, incoming }: Reply): number | null {
  const id = idOf(message, incoming.payload);
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
  const got = excerpt(message, payload);
  const { held } = exchange;
  const { wrong } = caseStep(exchange, message, payload);
  if (held !== null && wrong !== "") {
    const summary = `the case "${held.name}" was answered otherwise: ${wrong}`;
    return [{ rule: "CASE", place: held.place, frame, summary, promised: caseText(held), got }];
  }
  const refused = held === null ? notAcceptedCharge(moment, exchange, { message, incoming }) : null;
  if (refused !== null) return [refused];
  const broken = weighed.relations.flatMap((relation) => relationCharge(relation, message, { frame, got }));
  const pushed = weighed.credit?.charge ?? null;
  return pushed === null ? broken : [pushed, ...broken];
}

function relationCharge(
  { rule, place, wrong, wanted }: Relation,
  message: Message,
  { frame, got }: { readonly frame: FrameId; readonly got: string },
): Charge[] {
  if (wrong === null) return [];
  const summary = `\`${message.name}\` has a wrong value at ${wrong.at}: expected ${wanted}`;
  return [{ rule, place, frame, summary, promised: wrong.promised, got }];
}
