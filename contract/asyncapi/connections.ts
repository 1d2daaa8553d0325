import type { Loading } from "../document/loading.ts";
import type {
  Outline,
  OutlineChannel,
  OutlineMessage,
  OutlineOperation,
  OutlineReply,
  OutlineServer,
} from "./outline.ts";

/** Channels that share server and address: one WebSocket connection. */
export interface Connection {
  readonly name: string;
  readonly path: string;
  readonly server: OutlineServer | null;
  readonly channels: readonly OutlineChannel[];
  /** Reply channels whose address is not known at design time: their messages come on this connection. */
  readonly borrowed: readonly OutlineChannel[];
  readonly operations: readonly OutlineOperation[];
  /** Operations of other connections whose replies come on this one. */
  readonly answering: readonly OutlineOperation[];
  readonly messages: readonly PooledMessage[];
  /** False where an operation lists all that its side sends, replies and answers too (2.x). */
  readonly nativeReplies: boolean;
}

/** A message under the name that it has on its connection, and the channels' names for it. */
export interface PooledMessage {
  readonly name: string;
  readonly message: OutlineMessage;
  readonly known: readonly { readonly channel: string; readonly message: string }[];
}

/** The connections of a document of which only the WebSocket part is left. */
export function connectionsOf(outline: Outline, loading: Loading): Connection[] {
  const pools = new Map<string, OutlineChannel[]>();
  for (const channel of outline.channels) {
    if (isBorrowed(channel, outline)) continue;
    const key = `${serverOf(channel, outline)?.name ?? ""} ${filledPath(channel, outline)}`;
    pools.set(key, [...(pools.get(key) ?? []), channel]);
  }
  return [...pools.values()].map((channels) => connectionOf(channels, outline, loading));
}

/** The server that a channel is opened at: the first of those that it names. */
function serverOf({ servers }: OutlineChannel, outline: Outline): OutlineServer | null {
  return outline.servers.find(({ name }) => servers?.includes(name) ?? true) ?? null;
}

/** True for a channel without an address that is only replied on: its messages come to the requester. */
function isBorrowed(channel: OutlineChannel, { operations }: Outline): boolean {
  return (
    channel.address === null &&
    operations.some(({ reply }) => reply?.channel === channel.name) &&
    !operations.some((operation) => operation.channel === channel.name)
  );
}

/** False where only the request tells the address of its reply. */
function isKnown({ address }: OutlineChannel, reply: OutlineReply): boolean {
  return address !== null && reply.address === null;
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
    const values = channel.parameters.find((one) => one.name === name)?.values ?? [];
    return values.length === 1 ? String(values[0]) : "{}";
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
    (one) =>
      !names.includes(one.name) &&
      operations.some(({ reply }) => reply?.channel === one.name && !isKnown(one, reply)),
  );
  const answering = outline.operations.filter(
    ({ channel, reply }) =>
      reply !== null &&
      !names.includes(channel) &&
      channels.some((one) => one.name === reply.channel && isKnown(one, reply)),
  );
  return {
    name: first.name,
    path: pathOf(first, outline),
    server: serverOf(first, outline),
    channels,
    borrowed,
    operations,
    answering,
    messages: pooled([...channels, ...borrowed], loading),
    nativeReplies: outline.nativeReplies,
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
