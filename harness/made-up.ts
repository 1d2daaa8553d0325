import { channelNamed, messageNamed } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import type { Channel, Message } from "../contract/model.ts";
import type * as Samples from "../samples/public.ts";
import { encode, frameText } from "./encode.ts";
import type { Ground } from "./ground.ts";
import type { AnyValue, Walk } from "./model.ts";

/** So many operations at most in one walk. */
const LONGEST_WALK = 8;

type Arbitrary<T> = Parameters<typeof Samples.checkProperty<T>>[0];

const known = new WeakMap<object, Samples.SpokenValues>();

/** Values for a property, as the contract has them. Throws `Unsatisfiable`. */
export function madeUp<T>(
  { spokenValuesOf }: typeof Samples,
  ground: Ground,
  any: AnyValue<T>,
): Arbitrary<T> {
  const { contract, config } = ground;
  const spoken = known.get(contract) ?? spokenValuesOf(contract, config.seed);
  known.set(contract, spoken);
  const channel = channelNamed(contract, any.channel);
  // What `kind` says of the values, `AnyFunctions` says in their type.
  return valuesOf(spoken, { ground, channel }, any) as Arbitrary<T>;
}

interface Where {
  readonly ground: Ground;
  readonly channel: Channel;
}

function valuesOf(
  spoken: Samples.SpokenValues,
  where: Where,
  { kind, message: name }: AnyValue<unknown>,
): Arbitrary<Json> | Arbitrary<Walk> {
  const { channel } = where;
  if (kind === "walk") {
    const { messagesPerSecond } = channel.limits;
    const most = messagesPerSecond === null ? LONGEST_WALK : Math.floor(messagesPerSecond / 2);
    const walks = spoken.walk(channel, Math.max(1, Math.min(LONGEST_WALK, most)));
    return walks.filter((walk) => walk.every((step) => isSaid(where, step.message, step.payload)));
  }
  const message = messageNamed(channel, name);
  if (kind === "valid") return spoken.valid(message).filter((value) => isSaid(where, name, value));
  return spoken.broken(message, (value) => isBad(where, message, value)).map(({ value }) => value);
}

/** It is taken for this message, and fits into a frame. */
function isSaid({ ground, channel }: Where, name: string, payload: Json): boolean {
  const frame = encode(messageNamed(channel, name), payload);
  const reading = ground.reader.read(channel, "client", frame);
  return fits(channel, frameText(frame)) && reading.kind === "message" && reading.message.name === name;
}

/** It is no message of clients, and still known as this one. */
function isBad({ ground, channel }: Where, message: Message, payload: Json): boolean {
  const text = JSON.stringify(payload);
  const reading = ground.reader.read(channel, "client", { kind: "text", text });
  return fits(channel, text) && reading.kind === "invalid" && reading.message.name === message.name;
}

function fits({ limits: { messageBytes } }: Channel, text: string): boolean {
  return messageBytes === null || Buffer.byteLength(text) <= messageBytes;
}
