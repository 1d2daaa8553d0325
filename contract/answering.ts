import type { ServerOperation } from "./model.ts";
import { acceptsAt, hasWayOut, stepSequence } from "./sequence.ts";

/** What a client owes for a call of the server. */
export type OwedAnswer = ServerOperation["answer"] & { readonly kind: "owed" };

/** How far a client has got with an answer; `state` is 0 before its first message. */
export interface Answered {
  readonly state: number;
  /** More has to come. */
  readonly owes: boolean;
  /** More may come. */
  readonly takes: boolean;
}

/** Before the first message. A contract that an earlier version has kept knows no order. */
export function unanswered({ order = null }: OwedAnswer): Answered {
  return order === null ? { state: 0, owes: true, takes: true } : answeredAt(order, 0);
}

/** How far it is after a message, or null where that one does not come next. */
export function stepAnswer(
  { messages, order = null }: OwedAnswer,
  state: number,
  name: string,
): Answered | null {
  if (order === null)
    return state === 0 && messages.includes(name) ? { state: 1, owes: false, takes: false } : null;
  const next = stepSequence(order, state, name);
  return next === null ? null : answeredAt(order, next);
}

function answeredAt(order: NonNullable<OwedAnswer["order"]>, state: number): Answered {
  return { state, owes: !acceptsAt(order, state), takes: hasWayOut(order, state) };
}

interface Way {
  readonly names: readonly string[];
  readonly state: number;
}

/** The shortest whole answer that has the message in it; without one, or where no answer has it, the shortest. */
export function shortestAnswer(answer: OwedAnswer, through: string | null): readonly string[] {
  const { messages, order = null } = answer;
  if (order === null) return messages.filter((name) => through === null || name === through).slice(0, 1);
  const seen = new Set(["0"]);
  const ways: Way[] = [{ names: [], state: 0 }];
  for (const { names, state } of ways) {
    if (acceptsAt(order, state) && (through === null || names.includes(through))) return names;
    for (const { on, to } of order.states[state]?.steps ?? []) {
      if (on.kind !== "name") continue;
      const next = [...names, on.name];
      const key = `${to}${through !== null && next.includes(through) ? " through" : ""}`;
      if (!seen.has(key)) ways.push({ names: next, state: to });
      seen.add(key);
    }
  }
  return through === null ? [] : shortestAnswer(answer, null);
}
