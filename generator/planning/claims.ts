import { assertNever } from "../../contract/assert-never.ts";
import { quoteName, isAbout, pointerName } from "../../contract/index.ts";
import type { Case, Channel, ClientOperation, Echo, Outcome, Pointer, Where } from "../../contract/model.ts";
import { codesOf } from "../expected-outcome.ts";
import { partOf, type Payload, payloadOf, plain } from "../payload.ts";
import type { Step, Subject } from "../step.ts";
import type { ClientVariable, SentRequest } from "./script.ts";
import { sequenceOf, surelyNamed } from "./sequence-shape.ts";

/** A claim about the replies of an exchange. */
export type ReplyClaim = (subject: Subject) => Step;

/**
 * In sequence, with success, and with what has to be repeated. What was received once and is used up (a transaction
 * that ends) can't be told from what lasts (a session): of a second request with it success is not demanded.
 */
export function successClaims(client: ClientVariable, sent: SentRequest): ReplyClaim[] {
  if (reuses(client, sent)) return [(subject) => ({ kind: "accepted", subject })];
  const sequence = sequenceOf(sent.operation);
  const echoes = echoClaim(client.channel, sent);
  const follows = sequence === null ? [] : [followClaim(sequence.text)];
  const repeats = echoes === null ? [] : [echoes];
  // Where nothing shows that the service takes the request, nothing of its replies is promised before it did.
  return sent.claim === "succeed"
    ? [...follows, (subject) => ({ kind: "succeed", subject }), ...repeats]
    : [(subject) => ({ kind: "succeedIfTaken", subject }), ...follows, ...repeats];
}

function reuses({ sent: all }: ClientVariable, sent: SentRequest): boolean {
  const { operation } = sent;
  const first = all.find((one) => one.operation === operation);
  const fromService = operation.fills.some(
    ({ source }) => source.kind === "received" && source.connection === "this",
  );
  return fromService && first !== undefined && first.exchange !== sent.exchange;
}

export function followClaim(sequence: string): ReplyClaim {
  return (subject) => ({ kind: "follow", subject, sequence });
}

/** What the replies repeat of the request, as far as request and sequence surely have it. */
function echoClaim(channel: Channel, { operation, payload }: SentRequest): ReplyClaim | null {
  const sure = sureReplies(channel, operation);
  const entries = operation.echoes.flatMap((echo): [string, Payload][] => {
    const value = echo.from.of === "request" ? partOf(payload, echo.from.pointer) : null;
    if (value === null || value.json === null) return [];
    return repliesOf(echo, sure).map((name) => [`${pointerName(name)}#${echo.to.pointer}`, value]);
  });
  if (entries.length === 0) return null;
  return (subject) => ({ kind: "echo", subject, values: payloadOf(entries) });
}

/** Names of replies that surely come and are no errors. */
export function sureReplies(channel: Channel, operation: ClientOperation): string[] {
  const sequence = sequenceOf(operation);
  const errors = new Set(channel.messages.filter(({ error }) => error).map(({ name }) => name));
  return sequence === null ? [] : surelyNamed(sequence, errors);
}

function repliesOf({ to }: Echo, sure: readonly string[]): string[] {
  if (to.index !== null) return [];
  return to.of === "reply" ? [...sure] : sure.filter((name) => isAbout(to, name));
}

/** What a case expects, said on the replies; what closes or is ignored is said on the connection. */
export function caseClaims(one: Case): ReplyClaim[] {
  const wheres = whereClaim(one.where);
  if (one.expect.kind === "sequence") return [followClaim(one.expect.sequence.text), ...wheres];
  const [outcome, ...others] = one.expect.outcomes;
  if (outcome === undefined || others.length > 0) return wheres;
  return [...outcomeClaims(outcome), ...wheres];
}

function outcomeClaims(outcome: Outcome): ReplyClaim[] {
  switch (outcome.kind) {
    case "reply":
    case "reply-close":
      return [followClaim(quoteName(outcome.reply.message)), ...whereClaim(outcome.reply.where)];
    case "close":
    case "status":
    case "ignored":
    case "as-text":
      return [];
    default:
      return assertNever(outcome);
  }
}

/** What follows the replies of a case on its connection. */
export function afterCase(client: ClientVariable, one: Case): Step[] {
  const outcome = one.expect.kind === "outcome" ? one.expect.outcomes[0] : undefined;
  if (outcome?.kind !== "close" && outcome?.kind !== "reply-close") return [];
  const codes = codesOf(outcome.codes);
  return [
    { kind: "closedByServer", client: client.name, codes: typeof codes === "number" ? [codes] : codes },
  ];
}

/** Values at pointers; one with several allowed values is left to the judge. */
function whereClaim(wheres: readonly Where[]): ReplyClaim[] {
  const entries = wheres.flatMap(({ at, values }): [string, Payload][] => {
    const [only, ...others] = values;
    return only === undefined || others.length > 0 ? [] : [[pointerText(at), plain(only)]];
  });
  if (entries.length === 0) return [];
  return [(subject) => ({ kind: "carry", subject, values: payloadOf(entries) })];
}

function pointerText({ of, index, pointer }: Pointer): string {
  return `${of}${index === null ? "" : `[${index}]`}#${pointer}`;
}
