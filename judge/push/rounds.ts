import { isAbout, messageOfPointer } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Echo, Message, Place, Pointer, ServerOperation } from "../../contract/model.ts";
import { idOf } from "../frames/correlation.ts";
import type { Incoming } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import type { ReceivedMessage } from "../model.ts";
import type { Sources } from "../pointers.ts";
import { isOutside } from "./audience.ts";
import { pay } from "./book.ts";
import type { Round } from "./round.ts";
import { echoWrong, isEchoed } from "../exchange/relations.ts";
import type { RuleId } from "../rules.ts";
import type { Connection, Moment } from "../state.ts";
import { excerpt } from "../narrative/words.ts";

/** The trigger that a pushed message answers to, and what is wrong with it as that. */
export interface RoundMatch {
  readonly operation: ServerOperation;
  /** Null: a trigger that owes nothing here, or one that was not seen. */
  readonly round: Round | null;
  readonly charge: Charge | null;
}

export interface Pushed {
  readonly message: Message;
  readonly payload: Json;
  readonly incoming: Pick<Incoming, "frame" | "faults">;
  /** A subscription that runs now takes it, whether or not it ran at the trigger. */
  readonly subscribed?: boolean;
}

/**
 * The oldest trigger that still owes this message here; else one that may have caused it; else, where everybody is
 * seen, the one that it breaks. Null: nothing has triggered it.
 */
export function matchRound(moment: Moment, operation: ServerOperation, pushed: Pushed): RoundMatch | null {
  const { scope, connection } = moment;
  const { id } = connection.view;
  const pushedAs = idOf(pushed.message, pushed.payload);
  const rounds = (scope.pushes.byOperation.get(operation) ?? []).filter(
    (round) =>
      isRecent(moment, round, operation) && (pushedAs === null || round.id === null || round.id === pushedAs),
  );
  const owing = rounds.filter((round) => round.waiting.has(id));
  const owed = owing.find((round) => isEcho(moment, round, pushed));
  if (owed !== undefined) return { operation, round: owed, charge: null };
  if (isUnseen(moment, operation)) return { operation, round: null, charge: null };
  const fitting = rounds.filter((round) => isEcho(moment, round, pushed));
  if (fitting.some((round) => isFree(round, connection, pushed)))
    return { operation, round: null, charge: null };
  const broken = fitting.at(-1);
  if (broken !== undefined) {
    const charge = isBarred(broken, connection) ? barred(operation, pushed) : twice(operation, pushed);
    return { operation, round: null, charge };
  }
  const [waiting] = owing;
  if (waiting !== undefined)
    return { operation, round: waiting, charge: echoBroken(moment, waiting, pushed) };
  if (!rounds.some((round) => isBarred(round, connection))) return null;
  return { operation, round: null, charge: barred(operation, pushed) };
}

/** True where something that was not seen may have triggered it. */
function isUnseen({ scope, connection }: Moment, { trigger, audience }: ServerOperation): boolean {
  const { seesAll, othersCome = false } = scope.options;
  if (!seesAll || connection.midway) return true;
  // Who left before anything was seen here may still be talked about.
  if (trigger.kind === "disconnect") return true;
  return othersCome && trigger.kind === "connect" && audience.kind !== "sender";
}

/** Neither owed nor forbidden, or late. */
function isFree(round: Round, connection: Connection, { subscribed = false }: Pushed): boolean {
  const phase = round.owed.get(connection.view.id)?.phase;
  return (subscribed || !isBarred(round, connection)) && phase !== "delivered";
}

/** Who was barred at the trigger, and who came later to where it must never come. */
function isBarred({ barred: out, sending }: Round, connection: Connection): boolean {
  return out.has(connection.view.id) || isOutside(sending, connection);
}

/** Nobody takes a message for the consequence of what happened long ago. */
function isRecent({ scope, connection, at }: Moment, round: Round, operation: ServerOperation): boolean {
  if (round.sending.operation !== operation || round.channel !== connection.channel) return false;
  return round.state === "pending" || at <= round.deadlineAt + scope.options.patienceMs;
}

/** A trigger has failed: what was taken for its consequence may have been that of another one like it. */
export function reassign(moment: Moment, failed: Round): void {
  const { pushes, connections } = moment.scope;
  const { operation } = failed.sending;
  for (const [id, { message: received }] of failed.owed) {
    const connection = connections.get(id);
    const message = failed.channel.messages.find(({ name }) => name === received?.name);
    if (received === null || message === undefined || connection === undefined) continue;
    const pushed = { message, payload: received.payload, incoming: { frame: received.frame, faults: [] } };
    const other = pushes.byOperation
      .get(operation)
      ?.find((round) => round !== failed && round.waiting.has(id) && isEcho(moment, round, pushed));
    if (other !== undefined)
      deliver({ ...moment, connection }, { operation, round: other, charge: null }, received);
  }
}

/** Does the message repeat what the trigger said? One that breaks its schema is not asked. */
function isEcho(moment: Moment, round: Round, pushed: Pushed): boolean {
  return brokenEcho(moment, round, pushed) === undefined;
}

function brokenEcho({ scope }: Moment, round: Round, pushed: Pushed): Echo | undefined {
  const { message, payload, incoming } = pushed;
  if (incoming.faults.length > 0) return undefined;
  const { operation } = round.sending;
  const sources = sourcesOf(round);
  return operation.echoes.find(
    (echo) =>
      isMeant(echo.to, message, operation) && !isEchoed(scope.contract, { echo, message, payload }, sources),
  );
}

function sourcesOf({ sending: { request, sender } }: Round): Sources {
  return { request, facts: sender.facts, latest: sender.latest };
}

/** An echo may name one of several messages; every other name means whatever is sent. */
function isMeant(to: Pointer, message: Message, { messages }: ServerOperation): boolean {
  return isAbout(to, message.name) || !messages.includes(messageOfPointer(to));
}

/** Notes the delivery. */
export function deliver(
  moment: Moment,
  { operation, round, charge }: RoundMatch,
  received: ReceivedMessage,
): void {
  const { scope, connection } = moment;
  const owed = round?.owed.get(connection.view.id);
  if (round !== null && owed !== undefined) {
    owed.phase = "delivered";
    owed.message = received;
    pay(scope.pushes, round, connection.view.id);
  }
  if (charge !== null || round === null) return;
  for (const place of promisesOf(operation)) scope.ledger.kept(moment, place);
}

function promisesOf({ place, audience, trigger, within, echoes }: ServerOperation): Place[] {
  return [
    place,
    ...echoes.map((echo) => echo.place),
    ...(trigger.kind === "unsolicited" ? [] : [trigger.place]),
    ...(audience.kind === "undeclared" ? [] : [audience.place]),
    ...(within.kind === "declared" ? [within.place] : []),
  ];
}

function charged(rule: RuleId, operation: ServerOperation, { message, payload, incoming }: Pushed): Charge {
  const { audience, place } = operation;
  return {
    rule,
    place: audience.kind === "undeclared" ? place : audience.place,
    frame: incoming.frame,
    summary: `a \`${message.name}\` came to a connection that must not get it`,
    promised: pushText(operation),
    got: excerpt(message, payload),
  };
}

function barred(operation: ServerOperation, pushed: Pushed): Charge {
  return charged("AUDIENCE", operation, pushed);
}

function twice(operation: ServerOperation, pushed: Pushed): Charge {
  const summary = `a second \`${pushed.message.name}\` came for one trigger`;
  return { ...charged("DELIVERED-TWICE", operation, pushed), place: operation.place, summary };
}

function echoBroken(moment: Moment, round: Round, pushed: Pushed): Charge {
  const { operation } = round.sending;
  const charge = charged("ECHO", operation, pushed);
  const echo = brokenEcho(moment, round, pushed);
  if (echo === undefined) return charge;
  const { at, wanted, promised } = echoWrong(echo, sourcesOf(round));
  const summary = `\`${pushed.message.name}\` does not repeat what was sent: ${at} should be ${wanted}`;
  return { ...charge, place: echo.place, summary, promised };
}

/** What the document says about an operation of the server. */
export function pushText({ trigger, audience }: ServerOperation): string {
  const cause = trigger.kind === "operation" ? trigger.operation : trigger.kind;
  switch (audience.kind) {
    case "undeclared":
      return `trigger: ${cause}`;
    case "only":
      return `trigger: ${cause}, audience: only: ${audience.pointer.of}#${audience.pointer.pointer}`;
    case "running":
      return `trigger: ${cause}, audience: running: ${audience.operation}`;
    case "requester":
      return `reply: to ${cause}, on this connection`;
    default:
      return `trigger: ${cause}, audience: ${audience.kind}`;
  }
}
