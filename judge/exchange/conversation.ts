import { stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation } from "../../contract/model.ts";
import { answersOnce } from "./sequence-facts.ts";

/** One operation that a client sent, in the order that its channel declares. */
export interface Turn {
  readonly operation: string;
  /** `pending`: its only reply has not come. `sent`: counts, but may still turn out to have failed. */
  state: "pending" | "sent" | "counted" | "void";
  /** Whether it was in order could not be told. */
  readonly uncertain: boolean;
}

/** Where a client stands: the states that it may be in after all that is settled, and what is not settled. */
export interface Conversation {
  states: ReadonlySet<number>;
  readonly turns: Turn[];
}

/** `yes`: in order. `unknown`: a step before is unanswered, so the service may see it either way. */
export type Order = "yes" | "unknown" | "no";

/** `midway`: the beginning was not seen, so the client may be anywhere. */
export function newConversation({ conversation }: Channel, midway: boolean): Conversation {
  const states = new Set([0]);
  if (midway && conversation.kind === "sequence")
    for (const state of conversation.sequence.states.keys()) states.add(state);
  return { states, turns: [] };
}

/** May this operation come now? */
export function orderOf(place: Conversation, { conversation }: Channel, operation: ClientOperation): Order {
  if (conversation.kind === "any") return "yes";
  const now = [...statesNow(place, conversation.sequence)];
  const allowed = now.filter((state) => stepSequence(conversation.sequence, state, operation.name) !== null);
  if (allowed.length === now.length) return "yes";
  const open = place.turns.some(({ state }) => state === "pending");
  return open || allowed.length > 0 ? "unknown" : "no";
}

/** Takes note of an operation that is taken; the turn's state is settled later. */
export function takeTurn(place: Conversation, operation: ClientOperation, order: Order): Turn {
  const state = answersOnce(operation) ? "pending" : "sent";
  const turn: Turn = { operation: operation.name, state, uncertain: order === "unknown" };
  place.turns.push(turn);
  return turn;
}

const NO_STEPS: readonly never[] = [];

/** Folds what is settled into the states, so that a long conversation stays small. Gives the steps that are certain. */
export function settleTurns(
  place: Conversation,
  { conversation }: Channel,
): readonly { readonly from: number; readonly on: string }[] {
  if (conversation.kind === "any") {
    while (place.turns.length > 0) place.turns.pop();
    return NO_STEPS;
  }
  const steps: { readonly from: number; readonly on: string }[] = [];
  while (place.turns[0]?.state === "counted" || place.turns[0]?.state === "void") {
    const [turn] = place.turns.splice(0, 1);
    if (turn === undefined) continue;
    const [from, ...others] = place.states;
    if (from !== undefined && others.length === 0 && turn.state === "counted" && !turn.uncertain)
      steps.push({ from, on: turn.operation });
    place.states = after(place.states, turn, conversation.sequence);
  }
  return steps;
}

type Sequence = Parameters<typeof stepSequence>[0];

function statesNow({ states, turns }: Conversation, sequence: Sequence): ReadonlySet<number> {
  return turns.reduce((now, turn) => after(now, turn, sequence), states);
}

function after(states: ReadonlySet<number>, turn: Turn, sequence: Sequence): ReadonlySet<number> {
  if (turn.state === "void") return states;
  const next = new Set<number>();
  for (const state of states) {
    const to = stepSequence(sequence, state, turn.operation);
    if (to !== null) next.add(to);
    if (to === null || turn.uncertain || turn.state === "pending") next.add(state);
  }
  return next;
}
