import { type Answered, stepAnswer, unanswered } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Message, ServerOperation } from "../../contract/model.ts";
import { idOf } from "./correlation.ts";
import type { FrameId, JudgeOptions } from "../model.ts";
import { duration, namesText } from "../narrative/words.ts";
import type { Connection, Moment } from "../state.ts";

/** A call of the server that the client has not answered yet. */
export interface Call {
  readonly operation: ServerOperation;
  readonly message: Message;
  readonly id: string | null;
  readonly frame: FrameId;
  /** How far the client has got with its answer. */
  readonly state: number;
  /** It has to answer, or to go on with it, ... */
  readonly owes: boolean;
  /** ... until then. */
  readonly dueAt: number;
  /** It was said that the client did not. */
  isTold: boolean;
}

function answerText({ answer }: ServerOperation): string {
  if (answer.kind === "none") return "nothing";
  return answer.order?.text ?? namesText(answer.messages);
}

const NEVER = Number.POSITIVE_INFINITY;

/** A client that answers nothing for hours is told of, not remembered call by call. */
const MOST_CALLS = 1000;

/** Notes a message of an operation that the client has to answer. */
export function noteCall(
  { connection, scope, at }: Moment,
  operation: ServerOperation,
  { message, payload, frame }: { readonly message: Message; readonly payload: Json; readonly frame: FrameId },
): void {
  if (operation.answer.kind !== "owed") return;
  const { calls } = connection;
  const { state, owes } = unanswered(operation.answer);
  const dueAt = at + scope.options.patienceMs;
  calls.push({ operation, message, id: idOf(message, payload), frame, state, owes, dueAt, isTold: false });
  if (calls.length > MOST_CALLS) calls.shift();
}

/** When the next answer of the client is due; `Infinity`: none is, or nobody holds this client to it. */
export function callDeadline({ calls, leftAt }: Connection, { hearsClients }: JudgeOptions): number {
  if (hearsClients !== true || calls.length === 0 || leftAt < NEVER) return NEVER;
  return calls.find(isDue)?.dueAt ?? NEVER;
}

function isDue({ isTold, owes }: Call): boolean {
  return owes && !isTold;
}

/** Says which calls the client has left without the answer that it owes. */
export function missCalls(moment: Moment): void {
  const { connection, scope, at } = moment;
  for (const call of connection.calls) {
    if (!isDue(call) || call.dueAt > at) continue;
    tell(moment, call, `within ${duration(scope.options.patienceMs)}`);
  }
}

/** The service closes the connection as it does where an answer is left out: says which one, if none was told of. */
export function refuseCall(moment: Moment, code: number): void {
  const { calls } = moment.connection;
  const oldest = calls.find(({ owes }) => owes);
  if (moment.scope.options.hearsClients !== true || oldest === undefined) return;
  if (!calls.some(({ isTold }) => isTold))
    tell(moment, oldest, `before the service closed with ${code} for it`);
}

function tell(moment: Moment, call: Call, when: string): void {
  call.isTold = true;
  const { operation, message, frame } = call;
  moment.scope.ledger.violated(moment, {
    rule: "CLIENT",
    place: operation.place,
    frame,
    summary: `the client did not answer the \`${message.name}\` of \`${operation.name}\` ${when}`,
    promised: `the client answers with ${answerText(operation)}`,
    got: "nothing",
  });
}

/** True where the message may answer a call of the server. */
export function isAnswer(operations: readonly ServerOperation[], name: string): boolean {
  return operations.some(({ answer }) => answer.kind === "owed" && answer.messages.includes(name));
}

/**
 * Goes on with the oldest call that this message answers, and takes it off the list where nothing more may come;
 * false where it answers nothing.
 */
export function answerCall({ connection, scope, at }: Moment, message: Message, payload: Json): boolean {
  const { calls } = connection;
  const id = idOf(message, payload);
  for (const [index, call] of calls.entries()) {
    if (id !== null && call.id !== null && id !== call.id) continue;
    const answered = afterAnswer(call, message.name);
    if (answered === null) continue;
    calls.splice(index, 1);
    if (!answered.takes) return true;
    const { state, owes } = answered;
    // Behind all others: the list is in the order of its deadlines.
    calls.push({ ...call, state, owes, dueAt: at + scope.options.patienceMs });
    return true;
  }
  return false;
}

function afterAnswer({ operation: { answer }, state }: Call, name: string): Answered | null {
  return answer.kind === "owed" ? stepAnswer(answer, state, name) : null;
}
