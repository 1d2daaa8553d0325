import { schemaOf } from "../contract/index.ts";
import { isObject, type Json } from "../contract/json.ts";
import type { Channel, HandshakeField } from "../contract/model.ts";
import { likeButNew } from "./like-but-new.ts";
import type { HandshakeOptions } from "./model.ts";
import { type Asker, sourceValue } from "./sources.ts";
import { own } from "../contract/own.ts";

type Strings = { readonly [name: string]: string };
type Group = "path" | "query" | "headers";

/**
 * Values for what a channel's handshake declares. In this order: the options, a configured value
 * (`handshake#/query/room`), the document's `fills`, its example, a sample: for a name under which connections are
 * known another for each identity. The last two only for what is required.
 */
export async function declaredValues(
  asker: Asker,
  channel: Channel,
  options: HandshakeOptions,
): Promise<{ readonly parameters: Strings; readonly query: Strings; readonly headers: Strings }> {
  const group = (name: Group, fields: readonly HandshakeField[], given: Strings = {}): Promise<Strings> =>
    groupValues({ asker, channel, group: name, given }, fields);
  return {
    parameters: await group("path", channel.parameters, options.parameters),
    query: await group("query", channel.query, options.query),
    headers: await group("headers", channel.headers, options.headers),
  };
}

interface Filling {
  readonly asker: Asker;
  readonly channel: Channel;
  readonly group: Group;
  readonly given: Strings;
}

async function groupValues(filling: Filling, fields: readonly HandshakeField[]): Promise<Strings> {
  const values: [name: string, value: string][] = [];
  for (const field of fields) {
    const value = own(filling.given, field.name) ?? (await fieldValue(filling, field));
    if (value !== undefined)
      values.push([field.name, typeof value === "string" ? value : JSON.stringify(value)]);
  }
  return Object.fromEntries(values);
}

async function fieldValue(filling: Filling, field: HandshakeField): Promise<Json | undefined> {
  const { asker, channel, group } = filling;
  const { config } = asker.scope.ground;
  const pointer = `/${group}/${field.name}`;
  const configured = config.values[`handshake#${pointer}`];
  if (configured !== undefined) return configured;
  const fill = channel.fills.find(({ to }) => to.of === "handshake" && to.pointer === pointer);
  if (fill?.source.kind === "unique") return numbered(asker, field, asker.scope.fresh());
  const filled = fill === undefined ? undefined : await sourceValue(fill.source, asker);
  if (filled !== undefined) return filled;
  if (!field.required && group !== "path") return undefined;
  if (asker.identity > 0 && isName(channel, pointer)) return nameOf(asker, field);
  return field.example ?? sample(asker, field, 0);
}

/**
 * Another name than the first identity's: one of those that the document gives, or one made up where it gives none. The
 * same where it gives no other.
 */
function nameOf(asker: Asker, field: HandshakeField): Json {
  const { schema } = schemaOf(asker.scope.ground.contract, field.schema);
  const lists = isObject(schema) ? [schema["examples"], schema["enum"]] : [];
  const given = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  const others = [...new Set(given)].filter((value) => String(value) !== field.example);
  if (field.example === null) return numbered(asker, field, asker.identity);
  return others[asker.identity - 1] ?? field.example;
}

/** A value that nobody has who was given another number; any where the schema has no such. A sample alone is a word of a few. */
function numbered(asker: Asker, field: HandshakeField, number: number): Json {
  const value = sample(asker, field, number);
  const check = asker.scope.ground.checker();
  return likeButNew(value, number).find((one) => check(field.schema, one).length === 0) ?? value;
}

/** Is the connection known by this value? */
function isName({ identity }: Channel, pointer: string): boolean {
  return (
    identity.kind !== "none" && identity.pointer.of === "handshake" && identity.pointer.pointer === pointer
  );
}

function sample(asker: Asker, field: HandshakeField, number: number): Json {
  return asker.scope.ground.sampler().valid(field.schema, `${field.name} ${number}`);
}
