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
  /** Until when the client has to answer. */
  readonly dueAt: number;
  /** It was said that the client did not. */
  isTold: boolean;
}

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
  const dueAt = at + scope.options.patienceMs;
  calls.push({ operation, message, id: idOf(message, payload), frame, dueAt, isTold: false });
  if (calls.length > MOST_CALLS) calls.shift();
}

/** When the next answer of the client is due; `Infinity`: none is, or nobody holds this client to it. */
export function callDeadline({ calls, leftAt }: Connection, { hearsClients }: JudgeOptions): number {
  if (hearsClients !== true || calls.length === 0 || leftAt < NEVER) return NEVER;
  return calls.find(({ isTold }) => !isTold)?.dueAt ?? NEVER;
}

/** Says which calls the client has left without the answer that it owes. */
export function missCalls(moment: Moment): void {
  const { connection, scope, at } = moment;
  for (const call of connection.calls) {
    if (call.isTold || call.dueAt > at) continue;
    tell(moment, call, `within ${duration(scope.options.patienceMs)}`);
  }
}

/** The service closes the connection as it does where an answer is left out: says which one, if none was told of. */
export function refuseCall(moment: Moment, code: number): void {
  const { calls } = moment.connection;
  const [oldest] = calls;
  if (moment.scope.options.hearsClients !== true || oldest === undefined) return;
  if (!calls.some(({ isTold }) => isTold))
    tell(moment, oldest, `before the service closed with ${code} for it`);
}

function tell(moment: Moment, call: Call, when: string): void {
  call.isTold = true;
  const { operation, message, frame } = call;
  const names = operation.answer.kind === "owed" ? operation.answer.messages : [];
  moment.scope.ledger.violated(moment, {
    rule: "CLIENT",
    place: operation.place,
    frame,
    summary: `the client did not answer the \`${message.name}\` of \`${operation.name}\` ${when}`,
    promised: `the client answers with ${namesText(names)}`,
    got: "nothing",
  });
}

const NEVER = Number.POSITIVE_INFINITY;

/** True where the message may answer a call of the server. */
export function isAnswer(operations: readonly ServerOperation[], name: string): boolean {
  return operations.some(({ answer }) => answer.kind === "owed" && answer.messages.includes(name));
}

/** Takes the oldest call that this message answers off the list; false where it answers nothing. */
export function answerCall(calls: Call[], message: Message, payload: Json): boolean {
  const id = idOf(message, payload);
  const index = calls.findIndex(
    ({ operation: { answer }, id: asked }) =>
      answer.kind === "owed" &&
      answer.messages.includes(message.name) &&
      (id === null || asked === null || id === asked),
  );
  if (index >= 0) calls.splice(index, 1);
  return index >= 0;
}
