import { acceptsAt, closesAt, hasWayOut } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Case, ClientOperation, Deadline, Message, Place, Sequence } from "../../contract/model.ts";
import { idOf } from "../frames/correlation.ts";
import type { ExchangePhase, ExchangeView, FrameId, ReceivedMessage } from "../model.ts";
import type { OwedRefusal } from "../refusal/refusal.ts";
import type { Scheduled } from "../agenda.ts";
import { NO_ROUNDS, type Round } from "../push/round.ts";
import type { Turn } from "./conversation.ts";
import { NameCounts } from "./name-counts.ts";
import { FAIL, planFor, plansOf, type ReplyPlan, type ReplyPlans, type Step } from "./reply-plan.ts";
import { isBounded } from "./sequence-facts.ts";
import type { Decline } from "./declined.ts";

/** A request and how far its replies have come. */
export interface Exchange extends Scheduled<Exchange> {
  readonly view: ExchangeView;
  /** What its operation says of each message. */
  readonly plans: ReplyPlans;
  readonly frame: FrameId;
  readonly message: Message;
  readonly id: string | null;
  /** The declared case that the request is, if any. */
  held: Case | null;
  /** State of the operation's automaton, and of the case's own; -1: broken. */
  state: number;
  heldState: number;
  /** How many replies of each name came. */
  readonly counts: NameCounts;
  /** When the last reply came, or the request was sent, or an interruption failed: deadlines count from here. */
  lastAt: number;
  /** A frame may have belonged to this or to something else: nothing it does is certainly wrong. */
  doubt: boolean;
  /** What the document lets the service refuse this request with, where it may do either. */
  contest: OwedRefusal | null;
  /** The error that may be all that comes; null: none has come. */
  decline: Decline | null;
  /** The exchange that this one interrupts; for that one, who does. */
  target: Exchange | null;
  pausedBy: Exchange | null;
  /** When an interrupter without a reply ends it. */
  stopAt: number;
  /** The exchange with the same id that has to end first. */
  behind: Exchange | null;
  /** It was refused after all: nothing about it was kept or broken. */
  refused: boolean;
  /** Success was reported to the conversation and the pushes. */
  counted: boolean;
  /** Promises that were exercised, and those of them that were broken. */
  readonly exercised: Place[];
  readonly broken: Place[];
  /** Its turn in the conversation, and what it triggers; none any more once it is over. */
  turn: Turn | null;
  rounds: readonly Round[];
}

export interface Request {
  readonly operation: ClientOperation;
  readonly message: Message;
  readonly payload: Json;
  readonly frame: FrameId;
}

export function newExchange({ operation, message, payload, frame }: Request, at: number): Exchange {
  const { sequence } = operation;
  const view: ExchangeView = { operation, request: payload, startedAt: at, phase: "ended", replies: [] };
  if (sequence.kind === "sequence") view.phase = phaseAt(sequence.sequence, 0);
  return {
    view,
    plans: plansOf(operation),
    frame,
    message,
    id: idOf(message, payload),
    held: null,
    state: 0,
    heldState: 0,
    counts: new NameCounts(),
    lastAt: at,
    doubt: false,
    contest: null,
    decline: null,
    target: null,
    pausedBy: null,
    stopAt: Number.POSITIVE_INFINITY,
    behind: null,
    refused: false,
    counted: false,
    exercised: [],
    broken: [],
    turn: null,
    rounds: NO_ROUNDS,
    entry: null,
  };
}

/** At the start a sequence that may stay empty, but not go on for ever, runs until its deadline. */
function phaseAt(sequence: Sequence, state: number): "running" | "open-ended" | "ended" {
  if (!hasWayOut(sequence, state)) return acceptsAt(sequence, state) ? "ended" : "running";
  if (!acceptsAt(sequence, state)) return "running";
  return state === 0 && isBounded(sequence, 0) ? "running" : "open-ended";
}

export function isOpen({ view }: Exchange): boolean {
  return view.phase === "running" || view.phase === "open-ended";
}

/** Notes a promise, once: they are few. */
export function addPlace(places: Place[], place: Place): void {
  if (!places.includes(place)) places.push(place);
}

/** The automaton's sequence; null where no reply is declared. */
export function sequenceOf({ view }: Exchange): Sequence | null {
  const { sequence } = view.operation;
  return sequence.kind === "sequence" ? sequence.sequence : null;
}

/** What the exchange's operation says of a message. */
export function planOf({ plans, view }: Exchange, message: Message): ReplyPlan {
  return planFor(plans, view.operation, message);
}

/**
 * Where a message takes the exchange; null: it may not come here. A declared error that the sequence does not name may
 * end the exchange in place of its next step.
 */
export function stepOf(exchange: Exchange, message: Message): Step | null {
  const { state, behind, doubt, view } = exchange;
  if (view.operation.sequence.kind === "none" || !isOpen(exchange) || behind !== null) return null;
  const { steps, isNamed, fails, forms } = planOf(exchange, message);
  const step = steps[state] ?? null;
  if (step !== null || isNamed) return step;
  return fails || (doubt && forms.length > 0) ? FAIL : null;
}

/** Takes the message; gives the phase that follows. */
export function advance(exchange: Exchange, step: Step, { message, received }: Taken): ExchangePhase {
  const { counts, view } = exchange;
  view.replies.push(received);
  counts.add(message.name);
  exchange.lastAt = received.at;
  if (step.kind === "fail") return "failed";
  exchange.state = step.state;
  const sequence = sequenceOf(exchange);
  const phase = sequence === null ? "ended" : phaseAt(sequence, step.state);
  return phase === "ended" && message.error ? "failed" : phase;
}

export interface Taken {
  readonly message: Message;
  readonly received: ReceivedMessage;
}

/** When something is decided about an exchange without another frame; `Infinity`: never. */
export function exchangeDeadline(exchange: Exchange, patienceMs: number): number {
  if (!isOpen(exchange) || exchange.behind !== null) return Number.POSITIVE_INFINITY;
  if (isStopping(exchange)) return exchange.stopAt;
  if (exchange.pausedBy !== null) return Number.POSITIVE_INFINITY;
  const sequence = sequenceOf(exchange);
  if (exchange.view.phase === "open-ended" && sequence !== null && !isBounded(sequence, exchange.state))
    return Number.POSITIVE_INFINITY;
  const dueAt = exchange.lastAt + limitMs(nextLimit(exchange), patienceMs);
  return exchange.decline === null ? dueAt : Math.min(dueAt, exchange.decline.decideAt);
}

/** True where an interrupter without a reply has come: nothing more is owed, though something may still come. */
export function isStopping({ stopAt }: Exchange): boolean {
  return stopAt < Number.POSITIVE_INFINITY;
}

/** Which deadline counts now: that of the first reply, or that between two. */
export function nextLimit({ view }: Exchange): Deadline {
  return view.replies.length === 0 ? view.operation.within : view.operation.gap;
}

export function limitMs(deadline: Deadline, patienceMs: number): number {
  return deadline.kind === "declared" ? deadline.ms : patienceMs;
}

/** True where nothing but the server's close can come next. */
export function awaitsClose(exchange: Exchange): boolean {
  const sequence = sequenceOf(exchange);
  if (sequence === null) return false;
  const steps = sequence.states[exchange.state]?.steps ?? [];
  return steps.length > 0 && steps.length === closesAt(sequence, exchange.state).length;
}

/** Where a promise about the order of replies stands. */
export function sequencePlace({ sequence, place }: ClientOperation): Place {
  return sequence.kind === "sequence" ? sequence.sequence.place : place;
}

export function sequenceText({ sequence }: ClientOperation): string {
  return sequence.kind === "sequence" ? `sequence: ${sequence.sequence.text}` : "no reply";
}
