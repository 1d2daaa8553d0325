import { messageNamed } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import { pointerGet, pointerSet } from "../contract/json-pointer.ts";
import type { Message, ServerOperation } from "../contract/model.ts";
import type { FrameId, ReceivedMessage } from "../judge/model.ts";
import type { Connection } from "./connection.ts";
import { encode } from "./encode.ts";

type OwedAnswer = ServerOperation["answer"] & { readonly kind: "owed" };

/** Where the frame just received is a call that clients have to answer (a heartbeat), answers it. */
export function answerCall(connection: Connection, frame: FrameId): void {
  if (!connection.request.answers) return;
  const call = connection.received.at(-1);
  if (call?.frame !== frame || !connection.open || connection.scope.broken !== null) return;
  const answer = answerTo(connection, call);
  const name = answer?.messages[0];
  if (answer === null || name === undefined) return;
  try {
    const message = messageNamed(connection.channel, name);
    connection.send(encode(message, answerPayload(connection, { answer, call, message })), name);
  } catch (error) {
    // Nobody awaits this send: what is wrong with it ends the scenario.
    connection.scope.abort(error instanceof Error ? error : new Error(String(error)));
  }
}

/** The answer that is owed for a message; null for none. A reply in a running exchange is no call. */
function answerTo(connection: Connection, call: ReceivedMessage): OwedAnswer | null {
  for (const operation of connection.request.channel?.operations ?? [])
    if (
      operation.kind === "server" &&
      operation.answer.kind === "owed" &&
      operation.messages.includes(call.name)
    )
      return connection.exchanges.some(({ replies }) => replies.includes(call)) ? null : operation.answer;
  return null;
}

interface Answering {
  readonly answer: OwedAnswer;
  readonly call: ReceivedMessage;
  readonly message: Message;
}

/** The declared payload, else an example, else a sample - with the call's correlation values. */
function answerPayload({ scope }: Connection, { answer, call, message }: Answering): Json {
  const start = answer.payload ?? scope.ground.sampler().message(message, `${message.name} ${scope.fresh()}`);
  const asked = call.reading.kind === "message" ? call.reading.message.correlation : [];
  return message.correlation.reduce((payload: Json, pointer, index) => {
    const value = pointerGet(call.payload, asked[index] ?? pointer);
    return value === undefined ? payload : pointerSet(payload, pointer, value);
  }, start);
}
