import { assertNever } from "../../contract/assert-never.ts";
import { closeMatches } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { CloseCodes, Message, Outcome, ReplyForm } from "../../contract/model.ts";
import { fits, whereText } from "../pointers.ts";

/** Is the message a refusal of that form? */
export function hasForm(form: ReplyForm, message: Message, payload: Json): boolean {
  return form.message === message.name && fits(form.where, payload);
}

/** Does one of the outcomes allow this close (after its reply, where it has one)? */
export function allowsClose(outcomes: readonly Outcome[], code: number): boolean {
  return outcomes.some((outcome) => outcome.kind === "close" && closeMatches(outcome.codes, code));
}

/** A refusal by a message, with the close that has to follow. */
export interface OutcomeForm {
  readonly reply: ReplyForm;
  readonly codes: CloseCodes | null;
}

/** The forms that these outcomes give to a refusal by a message. */
export function replyForms(outcomes: readonly Outcome[]): readonly OutcomeForm[] {
  const known = forms.get(outcomes);
  if (known !== undefined) return known;
  const found = formsIn(outcomes);
  forms.set(outcomes, found);
  return found;
}

const forms = new WeakMap<readonly Outcome[], readonly OutcomeForm[]>();

function formsIn(outcomes: readonly Outcome[]): OutcomeForm[] {
  return outcomes.flatMap((outcome): OutcomeForm[] => {
    if (outcome.kind === "reply") return [{ reply: outcome.reply, codes: null }];
    return outcome.kind === "reply-close" ? [{ reply: outcome.reply, codes: outcome.codes }] : [];
  });
}

/** Outcomes as the document writes them, shortened and each once: `reply: error, where: /code: "INVALID"`. */
export function outcomesText(outcomes: readonly Outcome[]): string {
  return [...new Set(outcomes.map(outcomeText))].join(", or ");
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case "reply":
      return replyText(outcome.reply);
    case "close":
      return `close: ${codesText(outcome.codes)}`;
    case "reply-close":
      return `${replyText(outcome.reply)}, close: ${codesText(outcome.codes)}`;
    case "status":
      return `status: ${codesText(outcome.codes)}`;
    case "ignored":
      return "ignored: true";
    case "as-text":
      return "as: text";
    default:
      return assertNever(outcome);
  }
}

function replyText({ message, where }: ReplyForm): string {
  return where.length === 0 ? `reply: ${message}` : `reply: ${message}, where: {${whereText(where)}}`;
}

/** `1000`, `1000 or 1001`, `any`. */
export function codesText(codes: CloseCodes): string {
  switch (codes.kind) {
    case "any":
      return "any";
    case "refusing":
      return "1003, 1007, 1008 or 4xxx";
    case "codes":
      return codes.codes.join(" or ");
    default:
      return assertNever(codes);
  }
}
