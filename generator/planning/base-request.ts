import { messageNamed } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Message, PayloadPointer, Place } from "../../contract/model.ts";
import { Unsatisfiable, Unsure } from "../../samples/index.ts";
import { type Payload, plain, withJson } from "../payload.ts";
import type { Claim } from "../step.ts";
import { goodExamples } from "./good-examples.ts";
import type { Planning } from "./planning.ts";
import { NotPlannable } from "./test.ts";

/** A request before it is known by whom and where it is sent. */
export interface BaseRequest {
  readonly operation: ClientOperation;
  readonly message: Message;
  readonly payload: Payload;
  /** Success is demanded of declared examples and config values alone. */
  readonly claim: Claim;
  /** Places that sending it exercises. */
  readonly covers: readonly Place[];
  /** False: it is sent as it stands, without `fills` and without a fresh correlation. */
  readonly fillable: boolean;
  /** Where `fills` and correlation leave it alone: what a case, the config or a boundary says. */
  readonly fixed: readonly PayloadPointer[];
}

/** The operation's request that says most: one with an example, else one with config values, else its first. */
export function baseRequest(planning: Planning, channel: Channel, operation: ClientOperation): BaseRequest {
  const messages = operation.requests.map((name) => messageNamed(channel, name));
  const [first] = messages;
  if (first === undefined) throw new NotPlannable("needs example", `${operation.name} has no message`);
  const shown = messages.find((message) => goodExamples(channel, operation, message).length > 0);
  const message = shown ?? messages.find(({ name }) => valuesFor(planning, name).length > 0) ?? first;
  const [example] = goodExamples(channel, operation, message);
  if (example !== undefined) return exampleRequest(planning, { operation, message }, example);
  const sample = planning.sampler.message(message, `${message.name} 1`);
  return sampleRequest(planning, { operation, message }, sample);
}

/** As many requests as succeed and differ: one for each good example of that message, else the one. */
export function baseRequests(
  planning: Planning,
  channel: Channel,
  operation: ClientOperation,
): BaseRequest[] {
  const base = baseRequest(planning, channel, operation);
  const { message } = base;
  const shown = goodExamples(channel, operation, message);
  return shown.length < 2
    ? [base]
    : shown.map((example) => exampleRequest(planning, { operation, message }, example));
}

/** The operation's request that says most; null where no valid one can be made. */
export function possibleRequest(
  planning: Planning,
  channel: Channel,
  operation: ClientOperation,
): BaseRequest | null {
  if (operation.requests.length === 0) return null;
  try {
    return baseRequest(planning, channel, operation);
  } catch (error) {
    if (error instanceof Unsatisfiable) return null;
    throw error;
  }
}

/** Whose request it is. */
export interface RequestOf {
  readonly operation: ClientOperation;
  readonly message: Message;
}

/** A declared example, with config values. */
export function exampleRequest(
  planning: Planning,
  { operation, message }: RequestOf,
  example: Message["examples"][number],
): BaseRequest {
  const payload = withValues(planning, message, plain(example.payload));
  const covers = [message.place, example.place];
  const fixed = valuesFor(planning, message.name).map(([pointer]) => pointer);
  return { operation, message, payload, claim: "succeed", covers, fillable: true, fixed };
}

/** Any other valid value, with config values. Throws `Unsure` where it may not be valid. */
export function sampleRequest(
  planning: Planning,
  { operation, message }: RequestOf,
  sample: Json,
): BaseRequest {
  const payload = withValues(planning, message, plain(sample));
  const fixed = valuesFor(planning, message.name).map(([pointer]) => pointer);
  const doubt = planning.sampler.doubt(message, payload.json, fixed);
  if (doubt !== null) throw new Unsure(message.name, doubt, payload.json);
  const claim = fixed.length > 0 ? "succeed" : "accepted";
  return {
    operation,
    message,
    payload,
    claim,
    covers: [message.place],
    fillable: true,
    fixed,
  };
}

/** Config values of a message that leave it valid, by pointer. */
function withValues(planning: Planning, message: Message, payload: Payload): Payload {
  return valuesFor(planning, message.name).reduce((filled, [pointer, value]) => {
    const next = withJson(filled, pointer, value);
    return planning.reader.check(message, next.json).length === 0 ? next : filled;
  }, payload);
}

function valuesFor(planning: Planning, message: string): [pointer: string, value: Json][] {
  const prefix = `${message}#`;
  return Object.entries(planning.values)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
}
