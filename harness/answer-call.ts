import { messageNamed, type OwedAnswer, shortestAnswer } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import { pointerGet, pointerSet } from "../contract/json-pointer.ts";
import type { Message } from "../contract/model.ts";
import type { FrameId, ReceivedMessage } from "../judge/model.ts";
import type { Connection } from "./connection.ts";
import { encode } from "./encode.ts";

/** Where the frame just received is a call that clients have to answer (a heartbeat), answers it. */
export function answerCall(connection: Connection, frame: FrameId): void {
  if (!connection.request.answers) return;
  const call = connection.received.at(-1);
  if (call?.frame !== frame || !connection.open || connection.scope.broken !== null) return;
  const answer = answerTo(connection, call);
  if (answer === null) return;
  try {
    const said = saidBy(connection, answer);
    for (const name of shortestAnswer(answer, said)) {
      const message = messageNamed(connection.channel, name);
      const payload = name === said ? answer.payload : null;
      connection.send(encode(message, answerPayload(connection, { payload, call, message })), name);
    }
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

/** The message of the answer that the declared payload is; null where none is declared. */
function saidBy({ channel, scope }: Connection, { payload, messages }: OwedAnswer): string | null {
  if (payload === null) return null;
  const reading = scope.ground.reader.read(channel, "client", {
    kind: "text",
    text: JSON.stringify(payload),
  });
  const names = reading.kind === "message" ? [reading.message.name, ...reading.also] : [];
  return names.find((name) => messages.includes(name)) ?? messages[0] ?? null;
}

interface Answering {
  /** What is declared for this message; null: nothing. */
  readonly payload: Json | null;
  readonly call: ReceivedMessage;
  readonly message: Message;
}

/** The declared payload, else an example, else a sample - with the call's correlation values. */
function answerPayload({ scope }: Connection, { payload: declared, call, message }: Answering): Json {
  const start = declared ?? scope.ground.sampler().message(message, `${message.name} ${scope.fresh()}`);
  const asked = call.reading.kind === "message" ? call.reading.message.correlation : [];
  return message.correlation.reduce((payload: Json, pointer, index) => {
    const value = pointerGet(call.payload, asked[index] ?? pointer);
    return value === undefined ? payload : pointerSet(payload, pointer, value);
  }, start);
}
