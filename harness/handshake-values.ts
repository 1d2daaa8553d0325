import type { Json } from "../contract/json.ts";
import type { Channel, HandshakeField } from "../contract/model.ts";
import type { HandshakeOptions } from "./model.ts";
import { type Asker, sourceValue } from "./sources.ts";

type Strings = { readonly [name: string]: string };
type Group = "path" | "query" | "headers";

/**
 * Values for what a channel's handshake declares. In this order: the options, a configured value
 * (`handshake#/query/room`), the document's `fills`, its example, a sample. The last two only for what is required.
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
  const values: { [name: string]: string } = {};
  for (const field of fields) {
    const value = filling.given[field.name] ?? (await fieldValue(filling, field));
    if (value !== undefined) values[field.name] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return values;
}

async function fieldValue(filling: Filling, field: HandshakeField): Promise<Json | undefined> {
  const { asker, channel, group } = filling;
  const { config } = asker.scope.ground;
  const pointer = `/${group}/${field.name}`;
  const configured = config.values[`handshake#${pointer}`];
  if (configured !== undefined) return configured;
  const fill = channel.fills.find(({ to }) => to.of === "handshake" && to.pointer === pointer);
  if (fill?.source.kind === "unique") return sample(asker, field, asker.scope.fresh());
  const filled = fill === undefined ? undefined : await sourceValue(fill.source, asker);
  if (filled !== undefined) return filled;
  if (!field.required && group !== "path") return undefined;
  return field.example ?? sample(asker, field, 0);
}

function sample(asker: Asker, field: HandshakeField, number: number): Json {
  return asker.scope.ground.sampler().valid(field.schema, `${field.name} ${number}`);
}
