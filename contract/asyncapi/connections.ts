import type { Loading } from "../document/loading.ts";
import { ToolError } from "../tool-error.ts";
import type { Outline, OutlineChannel, OutlineMessage, OutlineOperation, OutlineServer } from "./outline.ts";

/** Channels that share server and address: one WebSocket connection. */
export interface Connection {
  readonly name: string;
  readonly path: string;
  readonly server: OutlineServer | null;
  readonly channels: readonly OutlineChannel[];
  /** Reply channels without an address, whose messages come on this connection. */
  readonly borrowed: readonly OutlineChannel[];
  readonly operations: readonly OutlineOperation[];
  readonly messages: readonly PooledMessage[];
}

/** A message under the name that it has on its connection, and the channels' names for it. */
export interface PooledMessage {
  readonly name: string;
  readonly message: OutlineMessage;
  readonly known: readonly { readonly channel: string; readonly message: string }[];
}

export function isWebSocket({ protocol }: OutlineServer): boolean {
  return protocol === "ws" || protocol === "wss";
}

/** The WebSocket connections of a document. Throws NO-WEBSOCKET where there is none. */
export function connectionsOf(outline: Outline, loading: Loading): Connection[] {
  for (const server of outline.servers)
    if (!isWebSocket(server))
      loading.warn("SERVER-IGNORED", server.place, `${server.name} is a ${server.protocol} server`);
  const pools = new Map<string, OutlineChannel[]>();
  for (const channel of outline.channels) {
    if (!isServed(channel, outline, loading) || isBorrowed(channel, outline)) continue;
    const key = `${serverOf(channel, outline)?.name ?? ""} ${filledPath(channel, outline)}`;
    pools.set(key, [...(pools.get(key) ?? []), channel]);
  }
  if (pools.size === 0)
    throw new ToolError("NO-WEBSOCKET", `no channel of ${loading.tree.document} is a WebSocket`, {
      where: loading.tree.where("#"),
      hint: "declare a server whose `protocol` is ws or wss, or give the channel a `ws` binding",
    });
  return [...pools.values()].map((channels) => connectionOf(channels, outline, loading));
}

function isServed(channel: OutlineChannel, outline: Outline, loading: Loading): boolean {
  const { length } = outline.servers.filter((one) => channel.servers?.includes(one.name) ?? true);
  if (length === 0 || channel.binding !== null || serverOf(channel, outline) !== null) return true;
  loading.warn("CHANNEL-IGNORED", channel.place, `no WebSocket server serves ${channel.name}`);
  return false;
}

/** The server that a channel is opened at: the first WebSocket server of those that it names. */
function serverOf(channel: OutlineChannel, outline: Outline): OutlineServer | null {
  const own = outline.servers.filter((one) => channel.servers?.includes(one.name) ?? true);
  return own.find(isWebSocket) ?? null;
}

/** True for a channel without an address that is only replied on: its messages come to the requester. */
function isBorrowed(channel: OutlineChannel, { operations }: Outline): boolean {
  return (
    channel.address === null &&
    operations.some(({ reply }) => reply?.channel === channel.name) &&
    !operations.some((operation) => operation.channel === channel.name)
  );
}

function pathOf(channel: OutlineChannel, outline: Outline): string {
  const [address = ""] = (channel.address ?? "").split("?");
  const own = address === "" || address.startsWith("/") ? address : `/${address}`;
  const path = `${serverOf(channel, outline)?.path ?? ""}${own}`;
  return path === "" ? "/" : path;
}

/** The path with parameters that have one value filled, and the others without their names. */
function filledPath(channel: OutlineChannel, outline: Outline): string {
  return pathOf(channel, outline).replace(/\{([^}]+)\}/g, (_, name: string) => {
    const schema = channel.parameters.find((one) => one.name === name)?.schema;
    const values = typeof schema === "object" && schema !== null && "enum" in schema ? schema["enum"] : null;
    return Array.isArray(values) && values.length === 1 ? String(values[0]) : "{}";
  });
}

function connectionOf(channels: readonly OutlineChannel[], outline: Outline, loading: Loading): Connection {
  const [first] = channels;
  if (first === undefined) throw new RangeError("a connection has a channel");
  for (const { address, place, name } of channels)
    if (address === null) loading.warn("ADDRESS-UNKNOWN", place, `the channel ${name} has no address`);
  const names = channels.map(({ name }) => name);
  const operations = outline.operations.filter(({ channel }) => names.includes(channel));
  const borrowed = outline.channels.filter(
    (one) => isBorrowed(one, outline) && operations.some(({ reply }) => reply?.channel === one.name),
  );
  return {
    name: first.name,
    path: pathOf(first, outline),
    server: serverOf(first, outline),
    channels,
    borrowed,
    operations,
    messages: pooled([...channels, ...borrowed], loading),
  };
}

function pooled(channels: readonly OutlineChannel[], loading: Loading): PooledMessage[] {
  const messages: { name: string; message: OutlineMessage; known: { channel: string; message: string }[] }[] =
    [];
  const byOrigin = new Map<string, (typeof messages)[number]>();
  const names = new Set<string>();
  for (const channel of channels)
    for (const message of channel.messages) {
      const known = { channel: channel.name, message: message.name };
      const key = JSON.stringify([message.origin, message.name]);
      const same = byOrigin.get(key);
      if (same !== undefined) {
        same.known.push(known);
        continue;
      }
      const taken = names.has(message.name);
      const name = taken ? `${channel.name}.${message.name}` : message.name;
      if (taken) loading.warn("MESSAGE-RENAMED", message.place, `${message.name} is called ${name} here`);
      const pooledMessage = { name, message, known: [known] };
      messages.push(pooledMessage);
      byOrigin.set(key, pooledMessage);
      names.add(name);
    }
  return messages;
}
