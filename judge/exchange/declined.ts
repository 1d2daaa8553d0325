import { acceptsAt, declaredReplies } from "../../contract/index.ts";
import type { Message } from "../../contract/model.ts";
import { idOf } from "../frames/correlation.ts";
import type { Incoming } from "../frames/incoming.ts";
import { accuse, type Charge } from "../ledger.ts";
import type { ReceivedMessage } from "../model.ts";
import { senders } from "../push/claims.ts";
import { hasForm } from "../refusal/declared.ts";
import type { Moment } from "../state.ts";
import { awaitsClose, type Exchange, sequenceOf, sequencePlace } from "./exchange.ts";
import { notAcceptedCharge } from "./not-accepted.ts";
import { isReply } from "./sequence-facts.ts";
import { finish } from "./settlement.ts";

/**
 * An error that the service may send at any time has come while a request waits for its first reply. No document
 * promises that what its schema allows exists (a room, an account), so the error may be all that comes: where nothing
 * else does, the request was declined, and nothing is known of what it promises. Each error declines one request at
 * most, the oldest that waits; one that is answered after all leaves its error to the next.
 */
export interface Decline {
  readonly message: Message;
  readonly incoming: Pick<Incoming, "payload" | "frame">;
  readonly received: ReceivedMessage;
  /** When it is decided without the reply; `Infinity`: only when the reply is late. */
  readonly decideAt: number;
}

type Heard = Omit<Decline, "decideAt">;

/** Notes the error for the request that it may decline. */
export function noteDecline(moment: Moment, heard: Heard): void {
  const { message } = heard;
  if (!message.error || !isUnasked(moment, message)) return;
  if (assign(moment, heard, null) === null) declineSilent(moment, heard);
}

/** Nobody waits for an answer whom the error could be for: then it is for who waits for none. */
function declineSilent(moment: Moment, { incoming, received }: Heard): void {
  const { connection, scope, at } = moment;
  const { lastSilent } = connection;
  const { quietMs, patienceMs } = scope.options;
  if (lastSilent === null || lastSilent.frame > incoming.frame || lastSilent.view.phase !== "ended") return;
  if (at - lastSilent.view.startedAt > (quietMs ?? patienceMs)) return;
  lastSilent.view.phase = "declined";
  lastSilent.view.replies.push(received);
  scope.ledger.notReached(moment, lastSilent.view.operation.place, "needs example");
}

function isUnasked({ connection }: Moment, { name }: Message): boolean {
  return senders(connection.channel, name).some(({ trigger }) => trigger.kind === "unsolicited");
}

/** Gives it to the oldest request that it may have been for. */
function assign(moment: Moment, heard: Heard, answered: Exchange | null): Exchange | null {
  const { connection, scope } = moment;
  const { message, incoming, received } = heard;
  const id = idOf(message, incoming.payload);
  const waiting = [...connection.exchanges].filter(
    (one) =>
      one !== answered &&
      one.decline === null &&
      one.frame < incoming.frame &&
      mayBeDeclined(moment, one, heard),
  );
  const own = id === null ? undefined : waiting.find((one) => one.id === id);
  const foreign = id !== null && connection.past.sent.has(id);
  const exchange = own ?? (foreign ? undefined : waiting.find((one) => id === null || one.id === null));
  if (exchange === undefined) return null;
  const { quietMs, patienceMs } = scope.options;
  // The service is told off only when it certainly has nothing else to say.
  const accused = chargeFor(moment, exchange, heard) !== null;
  const decideAt = accused ? Number.POSITIVE_INFINITY : received.at + (quietMs ?? patienceMs);
  exchange.decline = { ...heard, decideAt };
  connection.exchanges.timed(exchange);
  return exchange;
}

/**
 * It waits for its first reply, and neither a case nor its replies say what that error means to it. One of its replies
 * with the values of a refusal is no reply of it, but what became of it.
 */
function mayBeDeclined(moment: Moment, exchange: Exchange, { message, incoming }: Heard): boolean {
  const { view, held, doubt, behind, pausedBy, state } = exchange;
  const sequence = sequenceOf(exchange);
  if (view.phase !== "running" || view.replies.length > 0 || sequence === null) return false;
  if (held !== null || doubt || behind !== null || pausedBy !== null) return false;
  if (acceptsAt(sequence, state) || awaitsClose(exchange)) return false;
  return (
    !isReply(view.operation, message.name) ||
    notAcceptedCharge(moment, exchange, { message, incoming }) !== null
  );
}

/** The exchange is answered after all: the error was for another one, or for none. */
export function passOn(moment: Moment, exchange: Exchange): void {
  const { decline } = exchange;
  if (decline === null) return;
  exchange.decline = null;
  if (assign(moment, decline, exchange) === null) declineSilent(moment, decline);
}

/** Nothing but the error came. What the document declares as the refusal of bad input is none for a good request. */
export function declined(moment: Moment, exchange: Exchange, heard: Heard): void {
  const { view } = exchange;
  const charge = chargeFor(moment, exchange, heard);
  view.replies.push(heard.received);
  if (charge !== null) {
    accuse(moment, charge, true);
    finish(moment, exchange, { phase: "failed" });
    return;
  }
  // What comes late is the reply, and not wrong.
  exchange.doubt = true;
  moment.scope.ledger.notReached(moment, sequencePlace(view.operation), "needs example");
  finish(moment, exchange, { phase: "declined" });
}

function chargeFor(moment: Moment, exchange: Exchange, { message, incoming }: Heard): Charge | null {
  const forms = declaredReplies(exchange.view.operation.rejects);
  const told = forms.some((form) => form.where.length > 0 && hasForm(form, message, incoming.payload));
  return told ? notAcceptedCharge(moment, exchange, { message, incoming }) : null;
}

/**
 * The connection was closed in place of an answer, with a code that refuses. Who waits for no answer and was there
 * before may be as well meant.
 */
export function declinedByClose(moment: Moment, exchange: Exchange): void {
  const { lastSilent } = moment.connection;
  if (lastSilent !== null && lastSilent !== exchange && lastSilent.view.phase === "ended")
    lastSilent.view.phase = "declined";
  const { view } = exchange;
  moment.scope.ledger.notReached(moment, sequencePlace(view.operation), "needs example");
  if (view.phase === "running") finish(moment, exchange, { phase: "declined" });
  else view.phase = "declined";
}
