import { channelNamed, messageNamed } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import type { Channel, Message } from "../contract/model.ts";
import { Unsatisfiable } from "../samples/index.ts";
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
    const isWalk = (walk: Walk): boolean => walk.every((step) => isSaid(where, step.message, step.payload));
    return walks.filter(notForever(isWalk, channel.name));
  }
  const message = messageNamed(channel, name);
  if (kind === "valid")
    return spoken.valid(message).filter(notForever((value) => isSaid(where, name, value), name));
  return spoken.broken(message, (value) => isBad(where, message, value)).map(({ value }) => value);
}

const MOST_REFUSED = 1000;

/** A filter that ends: where every value is another message, too, looking for one would never. Throws `Unsatisfiable`. */
function notForever<T>(isRight: (value: T) => boolean, name: string): (value: T) => boolean {
  let refused = 0;
  return (value) => {
    const right = isRight(value);
    refused = right ? 0 : refused + 1;
    if (refused > MOST_REFUSED)
      throw new Unsatisfiable(name, `of ${MOST_REFUSED} values none is taken for ${name} and nothing else`);
    return right;
  };
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
