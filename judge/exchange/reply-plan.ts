import { declaredReplies, stepSequence } from "../../contract/index.ts";
import type { ClientOperation, Message, ReplyForm } from "../../contract/model.ts";
import { type RelationRule, rulesFor } from "./relations.ts";
import { namesOf } from "./sequence-facts.ts";

/** Where a message takes an exchange: to a state, to its end by an error. */
export type Step = { readonly kind: "to"; readonly state: number } | { readonly kind: "fail" };

/** What an operation says of one message as its reply: worked out at the first of them, asked at each. */
export interface ReplyPlan {
  /** By the state that the exchange is in; null: it may not come there. */
  readonly steps: readonly (Step | null)[];
  /** The sequence has it somewhere. */
  readonly isNamed: boolean;
  /** It may end the exchange as an error in place of the next step. */
  readonly fails: boolean;
  /** The declared refusals of the operation that it may be, by its name. */
  readonly forms: readonly ReplyForm[];
  /** What its values have to be beside those of other messages. */
  readonly rules: readonly RelationRule[];
}

/** The plans of one operation, by message. */
export type ReplyPlans = Map<Message, ReplyPlan>;

export const FAIL: Step = { kind: "fail" };

const known = new WeakMap<ClientOperation, ReplyPlans>();

/** The plans of the operation that were made so far. */
export function plansOf(operation: ClientOperation): ReplyPlans {
  const found = known.get(operation);
  if (found !== undefined) return found;
  const plans: ReplyPlans = new Map();
  known.set(operation, plans);
  return plans;
}

/** The plan of a message, made where there is none. */
export function planFor(plans: ReplyPlans, operation: ClientOperation, message: Message): ReplyPlan {
  const found = plans.get(message);
  if (found !== undefined) return found;
  const plan = newPlan(operation, message);
  plans.set(message, plan);
  return plan;
}

function newPlan(operation: ClientOperation, message: Message): ReplyPlan {
  const { sequence, replies, rejects } = operation;
  const automaton = sequence.kind === "sequence" ? sequence.sequence : null;
  const steps = (automaton?.states ?? []).map((_, from): Step | null => {
    const state = automaton === null ? null : stepSequence(automaton, from, message.name);
    return state === null ? null : { kind: "to", state };
  });
  return {
    steps,
    isNamed: automaton !== null && namesOf(automaton).has(message.name),
    fails: message.error && replies.includes(message.name),
    forms: declaredReplies(rejects).filter((form) => form.message === message.name),
    rules: rulesFor(operation, message),
  };
}
