import { assertNever } from "../contract/assert-never.ts";
import { clientOperationOf, messageNamed } from "../contract/index.ts";
import type { Reading } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type { Channel, ClientOperation, Message, RejectKind } from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import type { FrameVerdict, Incoming } from "./decisions.ts";
import type { Request } from "./exchange/exchange.ts";
import { duplicateOf, targetOf } from "./exchange/interrupt.ts";
import { hasScopes } from "./handshake/authenticate.ts";
import { takeAnswer } from "./push/answers.ts";

/** What the document wants to become of a frame. */
export function judgeFrame({ connection, reading }: Incoming): FrameVerdict {
  const { channel } = connection;
  switch (reading.kind) {
    case "message":
      return judgeMessage(connection, readingsOf(connection, reading), reading.payload);
    case "unchecked":
      return judgeMessage(connection, readingsOf(connection, reading), null);
    case "invalid":
      return refusedAs(channel, "invalid", {
        operation: clientOperationOf(channel, reading.message.name),
        message: reading.message,
        payload: reading.payload,
      });
    case "misdirected":
      return refusedAs(channel, "misdirected", {
        ...NOTHING,
        message: reading.message,
        payload: reading.payload,
      });
    case "unknown":
      return refusedAs(channel, "unknown", { ...NOTHING, payload: reading.payload });
    case "malformed":
    case "empty":
    case "binary":
      return refusedAs(channel, reading.kind, NOTHING);
    default:
      return assertNever(reading);
  }
}

/** What is known of a frame that is refused. */
interface About {
  readonly operation: ClientOperation | null;
  readonly message: Message | null;
  readonly payload: Json | undefined;
}

const NOTHING: About = { operation: null, message: null, payload: undefined };

function refusedAs(channel: Channel, reject: RejectKind, about: About): FrameVerdict {
  const { rejects } = about.operation ?? channel;
  return { kind: "refused", refused: { reject, refusal: rejects[reject], ...about } };
}

/** Every message that the payload is valid as, the likeliest first. */
function readingsOf(
  { channel }: Connection,
  { message, also }: Reading & { kind: "message" | "unchecked" },
): Message[] {
  return [message, ...also.map((name) => messageNamed(channel, name))];
}

function judgeMessage(connection: Connection, messages: readonly Message[], payload: Json): FrameVerdict {
  const { channel } = connection;
  if (messages.some((message) => takeAnswer(connection, message, payload))) return { kind: "nothing" };
  for (const message of messages) {
    const operation = clientOperationOf(channel, message.name);
    if (operation !== null) return judgeRequest(connection, { operation, message, payload });
  }
  const answer = messages.find((message) => isAnswer(channel, message.name));
  return answer === undefined
    ? { kind: "nothing" }
    : refusedAs(channel, "uncorrelated", { operation: null, message: answer, payload });
}

function isAnswer(channel: Channel, name: string): boolean {
  return channel.operations.some(
    (one) => one.kind === "server" && one.answer.kind === "owed" && one.answer.messages.includes(name),
  );
}

function judgeRequest(connection: Connection, request: Request): FrameVerdict {
  const { channel } = connection;
  const reject = whyNot(connection, request);
  return reject === null ? { kind: "request", request } : refusedAs(channel, reject, request);
}

function whyNot(connection: Connection, request: Request): RejectKind | null {
  const { channel, session, conversation, exchanges } = connection;
  const { operation } = request;
  const target = targetOf(connection, request);
  if (!hasScopes(session.subject, operation.scopes)) return "forbidden";
  if (target === null && !conversation.allows(operation)) return "outOfOrder";
  if (duplicateOf(connection, request) !== null) return "duplicate";
  const most = channel.limits.exchanges;
  // One that ends another is always welcome.
  const isMore = operation.interrupts.length === 0;
  return most !== null && isMore && exchanges.size >= most ? "tooFast" : null;
}
