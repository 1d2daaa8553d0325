import type { FrameData, Reading } from "../../contract/frame.ts";
import { clientOperationOf } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Message, ServerOperation } from "../../contract/model.ts";
import { badInput, readableIds } from "./bad-input.ts";
import { answerCall, isAnswer } from "./calls.ts";
import type { FateRecord } from "../fate.ts";
import { touchIdle } from "../connection/idle.ts";
import type { FrameId } from "../model.ts";
import { oweRefusal } from "../refusal/owe.ts";
import { rememberIds } from "../exchange/past.ts";
import { countFrame } from "./rate.ts";
import { takeRequest } from "./requests.ts";
import type { Moment } from "../state.ts";

interface ClientFrame {
  readonly frame: FrameId;
  readonly data: FrameData;
}

const NONE: FateRecord = { exchange: null, refusal: null, favours: "exchange" };

/** Takes note of one frame of the client, and of what it has to be answered with. */
export function clientFrame(moment: Moment, { frame, data }: ClientFrame): FateRecord {
  const { connection, scope, at } = moment;
  const { channel, rate } = connection;
  touchIdle(moment, "client");
  const pace = countFrame(rate, channel.limits.messagesPerSecond, at);
  if (pace !== "calm") rate.hotUntil = at + scope.options.patienceMs;
  if (connection.muted || connection.refusing !== null || connection.leftAt < Number.POSITIVE_INFINITY)
    return NONE;
  const reading = read(moment, data);
  if ("payload" in reading) rememberIds(connection.past, readableIds(channel, reading.payload));
  const bad = badInput(channel, data, reading);
  if (bad !== null)
    return { exchange: null, refusal: oweRefusal(moment, { frame, ...bad }), favours: "refusal" };
  if (reading.kind !== "message" && reading.kind !== "unchecked") return NONE;
  const payload = reading.kind === "message" ? reading.payload : null;
  return takeMessage(moment, { frame, pace, payload, names: namesOf(reading), read: reading.message });
}

/** A binary frame may be declared to be read as if it were text. */
function read({ scope, connection }: Moment, data: FrameData): Reading {
  const { channel } = connection;
  const reading = scope.reader.read(channel, "client", data, null);
  const { binary } = channel.rejects;
  if (reading.kind !== "binary" || data.kind !== "binary" || binary.kind === "unspecified") return reading;
  if (!binary.outcomes.some(({ kind }) => kind === "as-text")) return reading;
  const text = new TextDecoder().decode(data.bytes);
  return scope.reader.read(channel, "client", { kind: "text", text }, null);
}

function namesOf({ message, also }: Reading & { readonly kind: "message" | "unchecked" }): readonly string[] {
  return [message.name, ...also];
}

interface Taken {
  readonly frame: FrameId;
  readonly pace: ReturnType<typeof countFrame>;
  readonly payload: Json;
  readonly names: readonly string[];
  readonly read: Message;
}

/** A message that clients may send: an answer that the server asked for, a request, or nothing that counts. */
function takeMessage(moment: Moment, { frame, pace, payload, names, read: likeliest }: Taken): FateRecord {
  const { connection } = moment;
  const { channel } = connection;
  const messages =
    names.length === 1 ? [likeliest] : channel.messages.filter(({ name }) => names.includes(name));
  const calls = askingOf(channel);
  const answers = calls.length === 0 ? NO_MESSAGES : messages.filter(({ name }) => isAnswer(calls, name));
  const answer = answers.find((message) => answerCall(moment, message, payload));
  if (answer !== undefined) {
    connection.answeredAt = moment.at;
    moment.scope.coverage.message(channel.name, answer, payload);
    return NONE;
  }
  const found = requestAs(channel, likeliest) ?? requestAmong(channel, messages);
  if (found !== null) {
    const { operation, message } = found;
    return takeRequest(moment, { frame, payload, operation, message }, pace);
  }
  if (answers.length === 0 || connection.midway) return NONE;
  const ids = readableIds(channel, payload);
  const bad = {
    frame,
    kinds: ["uncorrelated"] as const,
    alternatives: false,
    operation: null,
    ids,
    ownId: null,
  };
  return { exchange: null, refusal: oweRefusal(moment, bad), favours: "refusal" };
}

const NO_MESSAGES: readonly Message[] = [];
const asking = new WeakMap<Channel, readonly ServerOperation[]>();

/** Operations of the server that clients have to answer; looked up once. */
function askingOf(channel: Channel): readonly ServerOperation[] {
  const known = asking.get(channel);
  if (known !== undefined) return known;
  const own = channel.operations
    .filter((one) => one.kind === "server")
    .filter(({ answer }) => answer.kind === "owed");
  asking.set(channel, own);
  return own;
}

interface Found {
  readonly operation: ClientOperation;
  readonly message: Message;
}

function requestAs(channel: Channel, message: Message): Found | null {
  const operation = clientOperationOf(channel, message.name);
  return operation === null ? null : { operation, message };
}

function requestAmong(channel: Channel, messages: readonly Message[]): Found | null {
  for (const message of messages) {
    const found = requestAs(channel, message);
    if (found !== null) return found;
  }
  return null;
}
