import {
  type Channel,
  type FrameReader,
  type Json,
  jsonEqual,
  type Message,
  pointerGet,
  pointerSet,
  pointerWithout,
  type ReplyForm,
} from "../../contract/index.ts";

interface ReplyTo {
  readonly channel: Channel;
  readonly form: ReplyForm;
  /** The frame that is refused. */
  readonly text: string;
}

/** The values of an id, one for each pointer of a message's correlation; null: none can be read. */
type Id = readonly Json[] | null;

/**
 * The declared refusal, made of an example of its message: with the declared values, and the id of the frame where it
 * carries one; never with the id of an example, unless the schema demands one. Null where none can be made.
 */
export function refusalText(reader: FrameReader, { channel, form, text }: ReplyTo): string | null {
  const message = channel.messages.find(({ name }) => name === form.message);
  if (message === undefined || message.content.kind !== "json") return null;
  const id = form.correlated ? readableId(reader, channel, text) : null;
  const examples = message.examples.map(({ payload }) => payload);
  const own = examples.filter((payload) => hasValues(payload, form));
  // What an example of another refusal says in words is not true of this one.
  for (const payload of [...own, ...examples]) {
    const filled = withId(withValues(payload, form), id, { reader, message });
    if (reader.check(message, filled).length === 0) return JSON.stringify(filled);
  }
  return null;
}

function hasValues(payload: Json, { where }: ReplyForm): boolean {
  return where.every(({ at, values }) => isOneOf(values, pointerGet(payload, at.pointer)));
}

function withValues(payload: Json, { where }: ReplyForm): Json {
  let filled = payload;
  for (const { at, values } of where) {
    const [first] = values;
    if (first !== undefined && !isOneOf(values, pointerGet(filled, at.pointer)))
      filled = pointerSet(filled, at.pointer, first);
  }
  return filled;
}

function isOneOf(values: readonly Json[], found: Json | undefined): boolean {
  return found !== undefined && values.some((value) => jsonEqual(value, found));
}

/** With each value of the id; where there is none, without anything, or null, as far as the schema allows that. */
function withId(
  payload: Json,
  id: Id,
  { reader, message }: { readonly reader: FrameReader; readonly message: Message },
): Json {
  let filled = payload;
  for (const [index, at] of message.correlation.entries()) {
    const value = id?.[index];
    const without = [pointerWithout(filled, at), pointerSet(filled, at, null)];
    const choices = value === undefined ? without : [pointerSet(filled, at, value), ...without];
    filled = choices.find((one) => reader.check(message, one).length === 0) ?? filled;
  }
  return filled;
}

/** Where the frame's own message has its id; where nobody knows what it is, where any message has one. */
function readableId(reader: FrameReader, channel: Channel, text: string): Id {
  const reading = reader.read(channel, "client", { kind: "text", text });
  if (!("payload" in reading)) return null;
  const messages = "message" in reading ? [reading.message] : channel.messages;
  for (const { correlation } of messages) {
    const values = correlation.map((at) => pointerGet(reading.payload, at) ?? null);
    if (values.length > 0 && !values.includes(null)) return values;
  }
  return null;
}
