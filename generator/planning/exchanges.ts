import { stepSequence } from "../../contract/index.ts";
import type { ClientOperation } from "../../contract/model.ts";
import type { Payload } from "../payload.ts";
import type { Step, Subject } from "../step.ts";
import type { BaseRequest } from "./base-request.ts";
import { approach } from "./approach.ts";
import { filled } from "./filling.ts";
import { reachOf, widest } from "./reach.ts";
import type { ClientVariable, Script, SentRequest } from "./script.ts";
import { firstNames, isMulti, isSingle, sequenceOf, surelyNamed } from "./sequence-shape.ts";

/** Longest line that a test body may have, its deepest indentation left aside. */
const LINE = 110 - 14;

/** Sends a request after everything that has to come before it. `as` names its exchange, if not the message does. */
export function send(
  script: Script,
  client: ClientVariable,
  base: BaseRequest & { as?: string },
): SentRequest {
  const payload = prepared(script, client, base);
  const exchange = script.name(base.as ?? base.message.name, "request");
  script.add({ kind: "send", exchange, client: client.name, message: base.message.name, payload });
  return noteSent(client, { ...base, payload, exchange });
}

/** Sends a request of which no more is asked. */
export function sendOnly(script: Script, client: ClientVariable, base: BaseRequest): SentRequest {
  const payload = prepared(script, client, base);
  script.add({ kind: "send", exchange: "", client: client.name, message: base.message.name, payload });
  return noteSent(client, { ...base, payload, exchange: "" });
}

/** Sends a request, waits for its end and demands what can be demanded. */
export function converse(script: Script, client: ClientVariable, base: BaseRequest): void {
  const payload = prepared(script, client, base);
  const { message, claim } = base;
  if (fitsOneLine(client, message.name, payload)) {
    script.add({ kind: "converse", client: client.name, message: message.name, payload, claim });
    noteEnd(client, noteSent(client, { ...base, payload, exchange: "" }));
    return;
  }
  const exchange = script.name(message.name, "request");
  script.add({ kind: "send", exchange, client: client.name, message: message.name, payload });
  const sent = noteSent(client, { ...base, payload, exchange });
  expectEnd(script, client, { sent, claims: [(subject) => ({ kind: claim, subject })] });
}

/** The first item, so that the target surely runs; one that has a single reply is interrupted at once. */
export function awaitFirst(script: Script, { operation, exchange }: SentRequest): void {
  const sequence = sequenceOf(operation);
  if (sequence === null || !isMulti(operation)) return;
  const errors = new Set(
    script.clients.flatMap(({ channel }) =>
      channel.messages.filter(({ error }) => error).map(({ name }) => name),
    ),
  );
  const [only, ...others] = firstNames(sequence).filter((name) => !errors.has(name));
  script.add({ kind: "next", exchange, message: others.length === 0 ? (only ?? "") : "" });
}

/** How the end of an exchange is looked at. */
export interface Ending {
  readonly sent: SentRequest;
  readonly claims: readonly ((subject: Subject) => Step)[];
  /** Variable for the replies, where there are several claims. */
  readonly replies?: string;
}

/** Waits for the end of an exchange and states the claims about its replies: one in a line, several on a variable. */
export function expectEnd(
  script: Script,
  client: ClientVariable,
  { sent, claims, replies = "replies" }: Ending,
): void {
  noteEnd(client, sent);
  const [only, ...others] = claims;
  if (only === undefined) return;
  if (others.length === 0) {
    script.add(only({ of: sent.exchange, wait: "ended" }));
    return;
  }
  const name = script.name(replies, "replies");
  script.add({ kind: "ended", replies: name, exchange: sent.exchange });
  for (const claim of claims) script.add(claim({ of: name, wait: "" }));
}

/** The payload as it is sent now, with what has to come before already in the script. */
export function prepared(script: Script, client: ClientVariable, base: BaseRequest): Payload {
  approach(script, client, base);
  const reach = reachOf(script.planning.contract, client.channel, base.operation);
  script.exclusive = widest([script.exclusive, reach]);
  return filled(script, client, base);
}

function noteSent(client: ClientVariable, sent: SentRequest & BaseRequest): SentRequest {
  client.sent.push(sent);
  if (!isSingle(sent.operation)) advance(client, sent.operation);
  return sent;
}

/** An operation with one reply counts in the conversation when the reply came, any other when it is sent. */
function noteEnd(client: ClientVariable, sent: SentRequest): void {
  if (isSingle(sent.operation)) advance(client, sent.operation);
  const sequence = sequenceOf(sent.operation);
  if (sequence === null) return;
  const errors = new Set(client.channel.messages.filter(({ error }) => error).map(({ name }) => name));
  for (const name of surelyNamed(sequence, errors)) client.received.add(name);
}

function advance(client: ClientVariable, operation: ClientOperation): void {
  const { conversation } = client.channel;
  if (conversation.kind === "any") return;
  client.conversation =
    stepSequence(conversation.sequence, client.conversation, operation.name) ?? client.conversation;
}

/** A bound that is never too low: the formatter's blanks are counted for every sign that may get one. */
function fitsOneLine(client: ClientVariable, message: string, payload: Payload): boolean {
  const text = JSON.stringify(payload.json);
  const blanks = text.replace(/[^[\]{},:]/g, "").length;
  const code = `expect(await ${client.name}.send("${message}", ).ended()).to.succeedIfTaken();`;
  return payload.holes.length === 0 && code.length + text.length + blanks <= LINE;
}
