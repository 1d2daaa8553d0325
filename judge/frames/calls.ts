import type { Json } from "../../contract/json.ts";
import type { Message, ServerOperation } from "../../contract/model.ts";
import { idOf } from "./correlation.ts";

/** A call of the server that the client has not answered yet. */
export interface Call {
  readonly operation: ServerOperation;
  readonly id: string | null;
}

/** Notes a message of an operation that the client has to answer. */
export function noteCall(calls: Call[], operation: ServerOperation, id: string | null): void {
  if (operation.answer.kind === "owed") calls.push({ operation, id });
}

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
