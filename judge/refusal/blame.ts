import { declaredReplies } from "../../contract/index.ts";
import type { Message } from "../../contract/model.ts";
import { isOpen } from "../exchange/exchange.ts";
import { notAcceptedCharge } from "../exchange/not-accepted.ts";
import { isReply } from "../exchange/sequence-facts.ts";
import { finish } from "../exchange/settlement.ts";
import type { Stray } from "../frames/stray.ts";
import { accuse, type Charge } from "../ledger.ts";
import { senders } from "../push/claims.ts";
import type { Moment } from "../state.ts";
import { spend } from "./list.ts";
import { goodCharge, wrongCharge } from "./outcome.ts";
import { mayCarry, type OwedRefusal } from "./refusal.ts";

/** The second request of one id was taken while the first still runs. */
export function answersDuplicate(moment: Moment, { message, id, received, got }: Stray): boolean {
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

/** Bad input that was answered like good input, or refused otherwise. */
export function owedRefusal(moment: Moment, { message, id, received, got }: Stray): boolean {
  const { connection } = moment;
  const about = { frame: received.frame, got };
  // It may belong to what has ended by mistake.
  if (id !== null && connection.past.byId.get(id)?.doubt === true) return false;
  const certain = connection.refusals.filter(({ exchange, demanded }) => exchange === null && demanded());
  const { sent } = connection.past;
  const fitting = certain.filter((one) => mayCarry(one, id, sent));
  const answered = certain.filter(({ ownId, carried }) =>
    ownId === null ? mayCarry({ ids: [], carried }, id, sent) : id === null || id === ownId,
  );
  const good = answered.find((one) => isGoodAnswer(moment, one, message));
  if (good !== undefined) return settleWrong(moment, good, goodCharge(good, about));
  if (!message.error && !isRefusing(moment, message)) return false;
  const declared = certain.filter(({ strength }) => strength === "declared");
  const wrong = declared.find((one) => fitting.includes(one) || (id !== null && !sent.has(id)));
  return wrong !== undefined && settleWrong(moment, wrong, wrongCharge(wrong, about));
}

/** What good input triggers came though the input was bad. */
export function pushedFromBad(moment: Moment, { message, received, got }: Stray): boolean {
  const { scope, connection } = moment;
  const triggers = senders(connection.channel, message.name).map(({ trigger }) =>
    trigger.kind === "operation" ? trigger : null,
  );
  if (!scope.options.seesAll) return false;
  for (const one of scope.connections.values())
    for (const refusal of [...one.refusals, ...one.spent]) {
      const { operation } = refusal;
      const isCause = triggers.some(
        (trigger) => trigger?.operation === operation?.name && trigger?.channel === one.channel.name,
      );
      if (operation === null || refusal.exchange !== null || !isCause || isLenient(refusal)) continue;
      if (refusal.view.phase !== "broken")
        accuse(moment, goodCharge(refusal, { frame: received.frame, got }), !refusal.doubt);
      spend(one, refusal);
      return true;
    }
  return false;
}

function settleWrong(moment: Moment, refusal: OwedRefusal, charge: Charge): boolean {
  const certain = !refusal.doubt && !moment.connection.unsure;
  accuse(moment, charge, certain);
  if (certain) spend(moment.connection, refusal);
  return true;
}

/** Would the message answer the frame if it were good? Deliberately or silently open order and pace may be ignored. */
function isGoodAnswer({ connection }: Moment, refusal: OwedRefusal, { name, error }: Message): boolean {
  const { operation } = refusal;
  if (error || isLenient(refusal)) return false;
  if (operation !== null) return isReply(operation, name);
  return connection.channel.operations.some((one) => one.kind === "client" && isReply(one, name));
}

function isLenient({ strength, view }: OwedRefusal): boolean {
  return strength === "unspecified" && view.kinds.every((kind) => LENIENT.includes(kind));
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
  return declaredReplies(connection.channel.rejects).some((form) => form.message === name);
}

/** A valid request was refused by a message that its replies do not have. */
export function refusesValid(moment: Moment, { message, id, incoming, received }: Stray): boolean {
  const { connection, at, scope } = moment;
  const { lastSilent } = connection;
  const open = [...connection.exchanges].filter(
    (one) => isOpen(one) && (id === null || one.id === null || one.id === id),
  );
  const silent = lastSilent !== null && at - lastSilent.view.startedAt <= scope.options.patienceMs;
  for (const exchange of silent ? [...open, lastSilent] : open) {
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
