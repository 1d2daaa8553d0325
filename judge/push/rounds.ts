import type { Json } from "../../contract/json.ts";
import type { Message, Place, ServerOperation } from "../../contract/model.ts";
import { idOf } from "../frames/correlation.ts";
import type { Incoming } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import type { ReceivedMessage } from "../model.ts";
import { pointsAt } from "../pointers.ts";
import { forgetPaid, type Round } from "./book.ts";
import { echoOf, type Relation } from "../exchange/relations.ts";
import type { RuleId } from "../rules.ts";
import type { Moment } from "../state.ts";
import { excerpt, jsonText } from "../narrative/words.ts";

/** The trigger that a pushed message answers to, and what is wrong with it as that. */
export interface RoundMatch {
  readonly operation: ServerOperation;
  /** Null: a trigger that owes nothing here, or one that was not seen. */
  readonly round: Round | null;
  readonly charge: Charge | null;
  readonly echoes: readonly Place[];
}

export interface Pushed {
  readonly message: Message;
  readonly payload: Json;
  readonly incoming: Incoming;
}

/**
 * The oldest trigger that still owes this message here; else one that may have caused it; else, where everybody is
 * seen, the one that it breaks. Null: nothing has triggered it.
 */
export function matchRound(moment: Moment, operation: ServerOperation, pushed: Pushed): RoundMatch | null {
  const { scope, connection } = moment;
  const { id } = connection.view;
  const pushedAs = idOf(pushed.message, pushed.payload);
  const rounds = scope.pushes.rounds.filter(
    (round) =>
      isRecent(moment, round, operation) && (pushedAs === null || round.id === null || round.id === pushedAs),
  );
  const fitting = rounds.filter((round) =>
    relationsIn(moment, round, pushed).every(({ wrong }) => wrong === null),
  );
  const match = (round: Round | null, charge: Charge | null): RoundMatch => ({
    operation,
    round,
    charge,
    echoes: round === null ? [] : relationsIn(moment, round, pushed).map(({ place }) => place),
  });
  const owed = fitting.find((round) => round.owed.get(id)?.phase === "owed");
  if (owed !== undefined) return match(owed, null);
  const free = (round: Round): boolean => !round.barred.has(id) && round.owed.get(id)?.phase !== "delivered";
  if (fitting.some(free) || !scope.options.seesAll || connection.midway) return match(null, null);
  const broken = fitting.at(-1);
  if (broken?.barred.has(id)) return match(null, barred(operation, pushed));
  if (broken !== undefined) return match(null, twice(operation, pushed));
  const waiting = rounds.find((round) => round.owed.get(id)?.phase === "owed");
  if (waiting !== undefined) return match(waiting, echoBroken(moment, waiting, pushed));
  return rounds.some((round) => round.barred.has(id)) ? match(null, barred(operation, pushed)) : null;
}

/** Nobody takes a message for the consequence of what happened long ago. */
function isRecent({ scope, connection, at }: Moment, round: Round, operation: ServerOperation): boolean {
  if (round.sending.operation !== operation || round.channel !== connection.channel) return false;
  return round.state === "pending" || at <= round.deadlineAt + scope.options.patienceMs;
}

/** What the operation's echoes say; a message that breaks its schema is not asked. */
function relationsIn(
  { scope }: Moment,
  { sending }: Round,
  { message, payload, incoming }: Pushed,
): Relation[] {
  if (incoming.faults.length > 0) return [];
  const { request, sender, operation } = sending;
  const sources = { request, facts: sender.facts, received: sender.view.received };
  return operation.echoes
    .filter(({ to }) => pointsAt({ ...to, of: "" }, message, 0) && isMeant(to.of, message, operation))
    .flatMap((echo) => echoOf(scope.contract, { echo, message, payload }, sources));
}

/** An echo may name one of several messages; every other name means whatever is sent. */
function isMeant(of: string, message: Message, { messages }: ServerOperation): boolean {
  return of === message.name || !messages.includes(of);
}

/** Notes the delivery. */
export function deliver(
  moment: Moment,
  { operation, round, charge, echoes }: RoundMatch,
  received: ReceivedMessage,
): void {
  const { scope, connection } = moment;
  const owed = round?.owed.get(connection.view.id);
  if (owed !== undefined) {
    owed.phase = "delivered";
    owed.message = received;
    forgetPaid(scope.pushes);
  }
  if (charge !== null || round === null) return;
  for (const place of [...promisesOf(operation), ...echoes]) scope.ledger.kept(moment, place);
}

function promisesOf({ place, audience, trigger, within }: ServerOperation): Place[] {
  return [
    place,
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
  const broken = relationsIn(moment, round, pushed).find(({ wrong }) => wrong !== null);
  const at = broken?.wrong?.at ?? "";
  return {
    ...charged("ECHO", operation, pushed),
    place: broken?.place ?? operation.place,
    summary: `\`${pushed.message.name}\` does not repeat what was sent: ${at} should be ${jsonText(broken?.wrong?.expected)}`,
    promised: broken?.wrong?.promised ?? pushText(operation),
  };
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
    default:
      return `trigger: ${cause}, audience: ${audience.kind}`;
  }
}
