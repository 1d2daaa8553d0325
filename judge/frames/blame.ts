import { earlyGoodbye } from "../connection/idle.ts";
import { breakOpening, openingCharge } from "../connection/opening.ts";
import { type Exchange, isOpen, sequencePlace, sequenceText } from "../exchange/exchange.ts";
import { lateCharge } from "../exchange/late.ts";
import type { PastExchange } from "../exchange/past.ts";
import { isReply } from "../exchange/sequence-facts.ts";
import { finish } from "../exchange/settlement.ts";
import { accuse, type Charge } from "../ledger.ts";
import type { ReceivedMessage } from "../model.ts";
import { duration, excerpt } from "../narrative/words.ts";
import { answersDuplicate, owedRefusal, pushedFromBad, refusesValid } from "../refusal/blame.ts";
import type { Moment } from "../state.ts";
import { idOf, idText } from "./correlation.ts";
import type { Incoming } from "./incoming.ts";
import type { Explain, Stray } from "./stray.ts";

/** Names what a message breaks that belongs to nothing: the nearest explanation, exactly one. */
export function blame(moment: Moment, incoming: Incoming, received: ReceivedMessage): void {
  const [message] = incoming.readings;
  if (message === undefined) return;
  const { payload } = incoming;
  const id = idOf(message, payload);
  const stray = { message, id, incoming, received, got: excerpt(message, payload) };
  EXPLANATIONS.some((explain) => explain(moment, stray));
}

const EXPLANATIONS: readonly Explain[] = [
  answersDuplicate,
  openExchangeWithId,
  remainsOfViolation,
  partOfOpening,
  owedRefusal,
  refusesValid,
  endedExchange,
  openExchangeWithoutId,
  unknownId,
  endedExchangeWithoutId,
  pushedFromBad,
  tooEarlyGoodbye,
  nothingAtAll,
];

function openExchangeWithId(moment: Moment, stray: Stray): boolean {
  const { id } = stray;
  return id !== null && outOfSequence(moment, stray, (one) => one.id === id);
}

function openExchangeWithoutId(moment: Moment, stray: Stray): boolean {
  return outOfSequence(moment, stray, (one) => one.id === null || stray.message.correlation.length === 0);
}

function outOfSequence(
  moment: Moment,
  { message, received, got }: Stray,
  isIt: (one: Exchange) => boolean,
): boolean {
  const exchange = [...moment.connection.exchanges].find(
    (one) => isOpen(one) && one.behind === null && isIt(one) && isReply(one.view.operation, message.name),
  );
  if (exchange === undefined) return false;
  const { operation, replies, startedAt } = exchange.view;
  const last = replies.at(-1);
  const where =
    last === undefined
      ? `as first reply, ${duration(moment.at - startedAt)} after the request`
      : `after \`${last.name}\``;
  const charge: Charge = {
    rule: "OUT-OF-SEQUENCE",
    place: sequencePlace(operation),
    frame: received.frame,
    summary: `a \`${message.name}\` came ${where}`,
    promised: sequenceText(operation),
    got,
  };
  accuse(moment, charge, !exchange.doubt);
  if (exchange.doubt) return true;
  replies.push(received);
  finish(moment, exchange, { phase: "broken" });
  return true;
}

/** What still comes of an exchange or refusal that has gone wrong already. */
function remainsOfViolation({ connection }: Moment, { message, id }: Stray): boolean {
  const past = id === null ? connection.past.withoutId : [connection.past.byId.get(id)];
  if (past.some((one) => one?.phase === "broken" && isReply(one.operation, message.name))) return true;
  return connection.spent.some(
    ({ operation, ids }) =>
      (id === null || ids.length === 0 || ids.includes(id)) &&
      (message.error || (operation !== null && isReply(operation, message.name))),
  );
}

function partOfOpening(moment: Moment, { incoming }: Stray): boolean {
  const { opening } = moment.connection;
  if (opening?.broken) return true;
  const charge = openingCharge(moment, incoming);
  if (charge === null) return false;
  moment.scope.ledger.violated(moment, charge);
  breakOpening(moment);
  return true;
}

function endedExchange(moment: Moment, stray: Stray): boolean {
  const past = stray.id === null ? undefined : moment.connection.past.byId.get(stray.id);
  return past !== undefined && tooLate(moment, stray, past);
}

function endedExchangeWithoutId(moment: Moment, stray: Stray): boolean {
  const { connection } = moment;
  const past = connection.past.withoutId.findLast(({ operation }) => isReply(operation, stray.message.name));
  return past !== undefined && tooLate(moment, stray, past);
}

function tooLate(moment: Moment, { message, received, incoming }: Stray, past: PastExchange): boolean {
  const charge = lateCharge(moment, past, { message, payload: incoming.payload, frame: received.frame });
  accuse(moment, charge, !past.doubt);
  return true;
}

function unknownId(moment: Moment, { message, id, received, got }: Stray): boolean {
  const { connection } = moment;
  const operations = connection.channel.operations.filter((one) => one.kind === "client");
  const isSome = operations.some((one) => isReply(one, message.name));
  if (id === null || !isSome || connection.past.sent.has(id)) return false;
  const charge: Charge = {
    rule: "UNKNOWN-CORRELATION",
    place: message.correlationPlace,
    frame: received.frame,
    summary: `a \`${message.name}\` carries the id ${idText(id)}, which was never sent on this connection`,
    promised: `correlation of \`${message.name}\`: ${message.correlation.join(", ")}`,
    got,
  };
  accuse(moment, charge, !connection.midway && !connection.past.forgot);
  return true;
}

function tooEarlyGoodbye(moment: Moment, stray: Stray): boolean {
  const charge = earlyGoodbye(moment, stray);
  if (charge !== null) accuse(moment, charge, !moment.connection.midway);
  return charge !== null;
}

function nothingAtAll(moment: Moment, { message, received, got }: Stray): boolean {
  const charge: Charge = {
    rule: "UNEXPECTED",
    place: message.place,
    frame: received.frame,
    summary: `a \`${message.name}\` came, and nothing lets it come here`,
    promised: "only replies, declared pushes, the opening and refusals come",
    got,
  };
  accuse(moment, charge, !moment.connection.midway);
  return true;
}
