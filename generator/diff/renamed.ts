import { isObject, type Json } from "../../contract/json.ts";
import type { Channel } from "../../contract/model.ts";

/** New names by old ones. Names of messages, operations and channels are not on the wire. */
export interface Names {
  readonly messages: ReadonlyMap<string, string>;
  readonly operations: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
}

type Kind = keyof Names;

/** Keys that hold names, and of what. */
const HOLDERS: { readonly [key: string]: Kind } = {
  of: "messages",
  message: "messages",
  requests: "messages",
  replies: "messages",
  messages: "messages",
  reply: "messages",
  interrupts: "operations",
  after: "operations",
  until: "operations",
  operation: "operations",
  channel: "channels",
};
/** Keys that hold what documents say, and no names. */
const DATA = new Set([
  "constants",
  "description",
  "examples",
  "patch",
  "payload",
  "place",
  "text",
  "title",
  "value",
  "values",
]);

/** The old channel in the words of the new one. */
export function renamed(channel: Channel, names: Names): Channel {
  const { conversation, messages, operations, ...rest } = channel;
  // What comes out has the form of what went in: only names in it are other ones.
  const change = <T>(value: T, steps: Kind): T => rewritten(value as Json, { names, steps }) as T;
  return {
    ...change(rest, "messages"),
    conversation: change(conversation, "operations"),
    messages: messages.map((message) => ({ ...message, name: lookup(names.messages, message.name) })),
    operations: operations.map((operation) => ({
      ...change(operation, "messages"),
      name: lookup(names.operations, operation.name),
    })),
  };
}

interface Way {
  readonly names: Names;
  /** What the names in sequences are. */
  readonly steps: Kind;
}

function rewritten(value: Json, way: Way): Json {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, way));
  if (!isObject(value)) return value;
  if (value["kind"] === "name" && typeof value["name"] === "string")
    return { ...value, name: lookup(way.names[way.steps], value["name"]) };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, DATA.has(key) ? inner : held(key, inner, way)]),
  );
}

function held(key: string, inner: Json, way: Way): Json {
  const kind = HOLDERS[key];
  if (kind === undefined) return rewritten(inner, way);
  if (typeof inner === "string") return lookup(way.names[kind], inner);
  if (Array.isArray(inner))
    return inner.map((item) =>
      typeof item === "string" ? lookup(way.names[kind], item) : rewritten(item, way),
    );
  return rewritten(inner, way);
}

function lookup(names: ReadonlyMap<string, string>, name: string): string {
  return names.get(name) ?? name;
}
