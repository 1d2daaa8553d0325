import { assertNever } from "../contract/assert-never.ts";
import type { Json } from "../contract/json.ts";
import type { CloseCodes, Outcome, Refusal, ReplyForm } from "../contract/model.ts";

/** An outcome in the vocabulary's own words, as tests write it. */
export interface ExpectedOutcome {
  readonly reply?: string;
  readonly where?: { readonly [pointer: string]: Json };
  readonly close?: number | readonly number[] | "any";
  readonly status?: number | readonly number[] | "any";
  readonly ignored?: true;
}

/** The outcomes of a refusal; empty where the document promises none. */
export function outcomesOf(refusal: Refusal): readonly Outcome[] {
  return refusal.kind === "unspecified" ? [] : refusal.outcomes;
}

/** An outcome as a test writes it; null for `as-text`, which is no outcome of its own. */
export function expectedOutcome(outcome: Outcome): ExpectedOutcome | null {
  switch (outcome.kind) {
    case "reply":
      return replyOf(outcome.reply);
    case "close":
      return { close: codesOf(outcome.codes) };
    case "reply-close":
      return { ...replyOf(outcome.reply), close: codesOf(outcome.codes) };
    case "status":
      return { status: codesOf(outcome.codes) };
    case "ignored":
      return { ignored: true };
    case "as-text":
      return null;
    default:
      return assertNever(outcome);
  }
}

/** All outcomes as a test writes them. */
export function expectedOutcomes(outcomes: readonly Outcome[]): ExpectedOutcome[] {
  return outcomes.map(expectedOutcome).filter((outcome) => outcome !== null);
}

/** Is the connection open after every one of these outcomes? */
export function staysOpen(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ kind }) => kind === "reply" || kind === "ignored" || kind === "as-text");
}

/** One code, a list, or "any"; what an inferred outcome leaves open is "any" too: the judge knows better. */
export function codesOf(codes: CloseCodes): number | readonly number[] | "any" {
  if (codes.kind !== "codes") return "any";
  const [only, ...others] = codes.codes;
  return only !== undefined && others.length === 0 ? only : codes.codes;
}

/** A `where` with several values can't be written as one; the judge checks it. */
function replyOf(reply: ReplyForm): ExpectedOutcome {
  const fixed = reply.where.filter(({ values }) => values.length === 1);
  if (fixed.length === 0) return { reply: reply.message };
  const where = Object.fromEntries(fixed.map(({ at, values }) => [at.pointer, values[0] ?? null]));
  return { reply: reply.message, where };
}
