import type { Message } from "../../contract/model.ts";
import { idOf, idText } from "./correlation.ts";
import { type Exchange, isOpen, sequencePlace, sequenceText } from "../exchange/exchange.ts";
import type { Incoming } from "./incoming.ts";
import { accuse, type Charge } from "../ledger.ts";
import { lateCharge } from "../exchange/late.ts";
import type { ReceivedMessage } from "../model.ts";
import { notAcceptedCharge } from "../exchange/not-accepted.ts";
import { breakOpening, openingCharge } from "../connection/opening.ts";
import type { PastExchange } from "../exchange/past.ts";
import type { OwedRefusal } from "../refusal/refusal.ts";
import { spend } from "../refusal/list.ts";
import { goodCharge, wrongCharge } from "../refusal/outcome.ts";
import { declaredForms, isReply } from "../exchange/sequence-facts.ts";
import { finish } from "../exchange/settlement.ts";
import type { Moment } from "../state.ts";
import { duration, excerpt } from "../narrative/words.ts";

/** A message that nothing takes, as the explanations below see it. */
interface Stray {
  readonly message: Message;
  readonly id: string | null;
  readonly incoming: Incoming;
  readonly received: ReceivedMessage;
  readonly got: string;
}

/** An explanation: `true` where it fits and has said what there is to say. */
type Explain = (moment: Moment, stray: Stray) => boolean;

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
  openExchangeWithoutId,
  endedExchange,
  unknownId,
  endedExchangeWithoutId,
  nothingAtAll,
];

/** The second request of one id was taken while the first still runs. */
function answersDuplicate(moment: Moment, { message, id, received, got }: Stray): boolean {
  const { connection } = moment;
  const refusal = connection.refusals.find(
    (one) =>
      one.exchange?.behind != null &&
      one.exchange.id === id &&
      one.operation !== null &&
      isReply(one.operation, message.name),
  );
  if (refusal === undefined || refusal.strength !== "declared") return false;
  const charge = goodCharge(refusal, { frame: received.frame, got });
  accuse(moment, charge, !refusal.doubt);
  const { exchange } = refusal;
  spend(connection, refusal);
  if (exchange !== null) finish(moment, exchange, { phase: "broken" });
  return true;
}

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
  const exchange = moment.connection.exchanges.find(
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

/** Bad input that was answered like good input, or refused otherwise. */
function owedRefusal(moment: Moment, { message, id, received, got }: Stray): boolean {
  const { connection } = moment;
  const about = { frame: received.frame, got };
  const certain = connection.refusals.filter(({ exchange }) => exchange === null);
  const fitting = certain.filter(({ ids }) => id === null || ids.length === 0 || ids.includes(id));
  const good = fitting.find((one) => isGoodAnswer(moment, one, message));
  if (good !== undefined) return settleWrong(moment, good, goodCharge(good, about));
  if (!message.error && !isRefusing(moment, message)) return false;
  const isKnown = id !== null && connection.past.byId.has(id);
  const wrong = certain.find((one) => one.strength === "declared" && (fitting.includes(one) || !isKnown));
  return wrong !== undefined && settleWrong(moment, wrong, wrongCharge(wrong, about));
}

function settleWrong(moment: Moment, refusal: OwedRefusal, charge: Charge): boolean {
  accuse(moment, charge, !refusal.doubt);
  spend(moment.connection, refusal);
  return true;
}

/** Would the message answer the frame if it were good? Deliberately or silently open order and pace may be ignored. */
function isGoodAnswer(
  { connection }: Moment,
  { operation, strength, view }: OwedRefusal,
  { name, error }: Message,
): boolean {
  if (error || (strength === "unspecified" && view.kinds.every((kind) => LENIENT.includes(kind))))
    return false;
  if (operation !== null) return isReply(operation, name);
  return connection.channel.operations.some((one) => one.kind === "client" && isReply(one, name));
}

const LENIENT: readonly string[] = [
  "outOfOrder",
  "duplicate",
  "tooFast",
  "tooLarge",
  "forbidden",
  "uncorrelated",
];

function isRefusing({ connection }: Moment, { name }: Message): boolean {
  return declaredForms(connection.channel.rejects).some((form) => form.message === name);
}

/** A valid request was refused by a message that its replies do not have. */
function refusesValid(moment: Moment, { message, id, incoming, received }: Stray): boolean {
  const { connection, at, scope } = moment;
  const { lastTaken } = connection;
  const open = connection.exchanges.filter(
    (one) => isOpen(one) && (id === null || one.id === null || one.id === id),
  );
  const silent =
    lastTaken !== null &&
    lastTaken.view.operation.sequence.kind === "none" &&
    at - lastTaken.view.startedAt <= scope.options.patienceMs;
  for (const exchange of silent ? [...open, lastTaken] : open) {
    const charge = notAcceptedCharge(moment, exchange, { message, incoming });
    if (charge === null) continue;
    accuse(moment, charge, !exchange.doubt);
    if (isOpen(exchange)) {
      exchange.view.replies.push(received);
      finish(moment, exchange, { phase: "failed" });
    }
    return true;
  }
  return false;
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
    place: message.place,
    frame: received.frame,
    summary: `a \`${message.name}\` carries the id ${idText(id)}, which was never sent on this connection`,
    promised: `correlation of \`${message.name}\`: ${message.correlation.join(", ")}`,
    got,
  };
  accuse(moment, charge, !connection.midway && !connection.past.forgot);
  return true;
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
