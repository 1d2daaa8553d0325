import type { Json } from "./json.ts";
import { pointerGet } from "./json-pointer.ts";
import type { Message } from "./model.ts";

/** The messages that a payload with a certain value at one place can be. */
interface Discriminator {
  readonly pointer: string;
  readonly byValue: ReadonlyMap<Json, readonly Message[]>;
  /** For every other value. */
  readonly others: readonly Message[];
}

const known = new WeakMap<readonly Message[], Discriminator | null>();
/** So few are asked one by one. */
const FEW = 2;

/** Those of the messages that the payload can be by the place where most of them have a constant, in their order. */
export function candidatesIn(messages: readonly Message[], payload: Json): readonly Message[] {
  if (messages.length <= FEW) return messages;
  let found = known.get(messages);
  if (found === undefined) {
    found = discriminatorOf(messages);
    known.set(messages, found);
  }
  if (found === null) return messages;
  const value = pointerGet(payload, found.pointer);
  return (value === undefined ? undefined : found.byValue.get(value)) ?? found.others;
}

function discriminatorOf(messages: readonly Message[]): Discriminator | null {
  const uses = new Map<string, number>();
  for (const { constants } of messages)
    for (const { pointer, values } of constants)
      if (values.every(isPlain)) uses.set(pointer, (uses.get(pointer) ?? 0) + 1);
  const [most] = [...uses].sort(([, one], [, other]) => other - one);
  if (most === undefined) return null;
  const [pointer] = most;
  const valuesOf = (message: Message): readonly Json[] | null => plainValues(message, pointer);
  const values = new Set(messages.flatMap((message) => valuesOf(message) ?? []));
  const byValue = new Map(
    [...values].map((value) => [value, messages.filter((one) => valuesOf(one)?.includes(value) ?? true)]),
  );
  return { pointer, byValue, others: messages.filter((one) => valuesOf(one) === null) };
}

/** The values that a message has at the place; null where it may have any. */
function plainValues({ constants }: Message, pointer: string): readonly Json[] | null {
  const own = constants.find((one) => one.pointer === pointer && one.values.every(isPlain));
  return own?.values ?? null;
}

function isPlain(value: Json): boolean {
  return typeof value !== "object" || value === null;
}
