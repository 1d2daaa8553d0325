import { declaredReplies, isAbout } from "../../contract/index.ts";
import { type Json, jsonEqual } from "../../contract/json.ts";
import type { ClientOperation, Message, RejectKind, Rejects, ReplyForm } from "../../contract/model.ts";
import { REJECT_KINDS } from "../../contract/model.ts";
import { type Exchange, planOf } from "./exchange.ts";
import type { Charge } from "../ledger.ts";
import { hasForm, replyForms } from "../refusal/declared.ts";
import { fits } from "../pointers.ts";
import { isReply, namesOf } from "./sequence-facts.ts";
import type { Moment } from "../state.ts";
import { excerpt } from "../narrative/words.ts";

/** Kinds that say nothing about a frame that was in order. */
const ELSEWHERE: ReadonlySet<RejectKind> = new Set([
  "badHandshake",
  "unauthenticated",
  "noReply",
  "uncorrelated",
]);

interface Reply {
  readonly message: Message;
  readonly incoming: { readonly payload: Json; readonly frame: number };
}

/** The charge where a reply to a valid request is a refusal that can be told apart from the operation's own errors. */
export function notAcceptedCharge(
  moment: Moment,
  exchange: Exchange,
  { message, incoming }: Reply,
): Charge | null {
  const { operation } = exchange.view;
  const { payload, frame } = incoming;
  const { forms } = planOf(exchange, message);
  if (forms.length === 0 || !forms.some((form) => hasForm(form, message, payload))) return null;
  if (isOwnError(operation, message, payload) || !isSample(exchange)) return null;
  const kinds = kindsOf(operation.rejects, (form) => hasForm(form, message, payload));
  if (kinds.some((kind) => isExcused(moment, exchange, kind))) return null;
  const named = kinds.filter((kind) => !ELSEWHERE.has(kind));
  if (named.length === 0) return null;
  return notAccepted(exchange, named, { frame, name: `\`${message.name}\``, got: excerpt(message, payload) });
}

interface Refused {
  readonly frame: number | null;
  readonly name: string;
  readonly got: string;
}

export function notAccepted(
  { view, message }: Exchange,
  kinds: readonly RejectKind[],
  { frame, name, got }: Refused,
): Charge {
  const summary = `a valid \`${message.name}\` was refused as ${kinds.join(" or ")}: ${name} came`;
  const promised = `\`${view.operation.name}\` accepts ${excerpt(message, view.request)}`;
  return { rule: "NOT-ACCEPTED", place: view.operation.place, frame, summary, promised, got };
}

/** Kinds of bad input that the message refuses, as far as the document declares them. */
function kindsOf(rejects: Rejects, isForm: (form: ReplyForm) => boolean): RejectKind[] {
  return REJECT_KINDS.filter((kind) => {
    const refusal = rejects[kind];
    return refusal.kind === "declared" && replyForms(refusal.outcomes).some(({ reply }) => isForm(reply));
  });
}

/** An error that the operation declares for requests that are valid. */
function isOwnError(operation: ClientOperation, message: Message, payload: Json): boolean {
  const ofCase = operation.cases.some(({ expect, where }) => {
    if (expect.kind === "outcome")
      return replyForms(expect.outcomes).some(({ reply }) => hasForm(reply, message, payload));
    const values = where.filter(({ at }) => isAbout(at, message.name) || at.of === "");
    return namesOf(expect.sequence).has(message.name) && fits(values, payload);
  });
  if (ofCase) return true;
  if (!isReply(operation, message.name)) return false;
  // The same message as its own errors: only declared values tell them apart.
  const forms = declaredReplies(operation.rejects).filter((form) => hasForm(form, message, payload));
  return forms.every(({ where }) => where.length === 0);
}

/** Where only the declared examples are good input, nothing else is certainly valid. */
function isSample({ message, view }: Exchange): boolean {
  return (
    message.samples === "schema" || message.examples.some(({ payload }) => jsonEqual(payload, view.request))
  );
}

/** True where a frame that is in order may be refused like that all the same. */
function isExcused({ connection, at }: Moment, exchange: Exchange, kind: RejectKind): boolean {
  const { limits } = connection.channel;
  switch (kind) {
    case "forbidden":
      return exchange.view.operation.scopes.length > 0;
    case "tooFast":
      return (
        connection.rate.hotUntil > at || (limits.messagesPerSecond === null && limits.exchanges === null)
      );
    case "tooLarge":
      return limits.messageBytes === null;
    default:
      return false;
  }
}

/** Kinds whose declared close this code is, as far as a frame in order must not be closed with it. */
export function kindsClosing(moment: Moment, exchange: Exchange, code: number): RejectKind[] {
  const { rejects } = exchange.view.operation;
  return REJECT_KINDS.filter((kind) => {
    const refusal = rejects[kind];
    if (refusal.kind !== "declared" || ELSEWHERE.has(kind) || isExcused(moment, exchange, kind)) return false;
    return refusal.outcomes.some(
      (outcome) =>
        outcome.kind === "close" && outcome.codes.kind === "codes" && outcome.codes.codes.includes(code),
    );
  });
}
