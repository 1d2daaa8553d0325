import { messageNamed } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Message, PayloadPointer, Place } from "../../contract/model.ts";
import { Unsatisfiable, Unsure } from "../../samples/index.ts";
import { type Payload, plain } from "../payload.ts";
import type { Claim } from "../step.ts";
import { goodExamples } from "./good-examples.ts";
import { valuesFor, withValues } from "./known-values.ts";
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
  /** It is about an id under which nothing runs: what it would interrupt is not started first. */
  readonly ofNothing?: true;
}

/**
 * The same for what has to come before something else: refused, or answered by an error, it counts as never sent, and
 * what follows would be out of order.
 */
export function beforehand(base: BaseRequest): BaseRequest {
  return base.claim === "accepted" ? { ...base, claim: "succeedIfTaken" } : base;
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

/**
 * The same for a test of its replies. Throws `NotPlannable` where it is made up and could as well be the request of
 * another operation: nobody knows then what answers it.
 */
export function askingRequest(planning: Planning, channel: Channel, operation: ClientOperation): BaseRequest {
  const base = baseRequest(planning, channel, operation);
  const { message, payload, claim } = base;
  if (claim === "succeed" || message.content.kind !== "json") return base;
  const text = JSON.stringify(payload.json);
  const reading = planning.reader.read(channel, "client", { kind: "text", text });
  const names = reading.kind === "message" ? [reading.message.name, ...reading.also] : [];
  const other = names.find((name) => !operation.requests.includes(name));
  if (other === undefined) return base;
  const because = `a \`${message.name}\` that is made up may as well be a \`${other}\``;
  throw new NotPlannable("needs example", because);
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
  const { payload, fixed } = withValues(planning, message, plain(example.payload));
  const covers = [message.place, example.place];
  return { operation, message, payload, claim: "succeed", covers, fillable: true, fixed };
}

/** Any other valid value, with config values. Throws `Unsure` where it may not be valid. */
export function sampleRequest(
  planning: Planning,
  { operation, message }: RequestOf,
  sample: Json,
): BaseRequest {
  const { payload, fixed } = withValues(planning, message, plain(sample));
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
