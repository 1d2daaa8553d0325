import type { Loading } from "../document/loading.ts";
import { wordHint } from "../nearest-word.ts";
import { ToolError } from "../tool-error.ts";
import type { Choices } from "./choices.ts";
import type { Outline, OutlineChannel, OutlineServer } from "./outline.ts";

/**
 * The part of a document that is a WebSocket: by protocol of the server, by a `ws` binding, by what the user chose,
 * or - where nothing is declared - by assumption, which is a finding. Throws NO-WEBSOCKET where nothing is left.
 */
export function webSocketPart(outline: Outline, loading: Loading, choices: Choices): Outline {
  const whole = {
    ...outline,
    channels: outline.channels.map((one) => withKnownServers(one, outline, loading)),
  };
  const part = choices.server === null ? declaredPart(whole) : chosenPart(whole, choices.server, loading);
  if (part.channels.length === 0) {
    if (!choices.located || whole.channels.length === 0) throw noWebSocket(whole, loading);
    const at = whole.servers[0]?.place ?? "#";
    loading.warn("SERVER-ASSUMED", at, "no server speaks WebSocket: all are taken to, at the URL given");
    return withServers(whole, whole.servers);
  }
  if (choices.server === null) reportIgnored(whole, part, loading);
  for (const { name, place, host, path } of part.servers)
    if (/\{[^}]+\}/.test(host + path))
      loading.warn(
        "VARIABLE-UNKNOWN",
        place,
        `the URL of ${name} has a variable without a default: ${host}${path}; say --url`,
      );
  return part;
}

/** Servers that a channel names and that are there; none named means all of them. */
function withKnownServers(channel: OutlineChannel, { servers }: Outline, { warn }: Loading): OutlineChannel {
  const known = servers.map(({ name }) => name);
  const named = channel.servers ?? [];
  for (const name of named)
    if (!known.includes(name))
      warn(
        "SERVER-LOST",
        channel.place,
        `${channel.name} names the server ${name}, which is not declared: ignored`,
      );
  const left = named.filter((name) => known.includes(name));
  return { ...channel, servers: left.length === 0 ? null : left };
}

function isAt(channel: OutlineChannel, { name }: OutlineServer): boolean {
  return channel.servers?.includes(name) ?? true;
}

function isWebSocket({ protocol }: OutlineServer): boolean {
  return protocol === "ws" || protocol === "wss";
}

/** A `ws` binding at a server of HTTP: the handshake is an HTTP request. */
function isUpgradable({ protocol }: OutlineServer): boolean {
  return protocol === "http" || protocol === "https";
}

function declaredPart(outline: Outline): Outline {
  const { servers, channels } = outline;
  const spoken = (channel: OutlineChannel): boolean =>
    servers.some((one) => isWebSocket(one) && isAt(channel, one));
  const bound = channels.filter(({ binding }) => binding !== null);
  const isUpgraded = (server: OutlineServer): boolean =>
    isUpgradable(server) && bound.some((one) => isAt(one, server) && !spoken(one));
  const isServed = (channel: OutlineChannel): boolean =>
    bound.includes(channel) || (servers.length === 0 ? channel.bindings.length === 0 : spoken(channel));
  return withServers(
    { ...outline, channels: channels.filter(isServed) },
    servers.filter((server) => isWebSocket(server) || isUpgraded(server)),
  );
}

function reportIgnored({ servers, channels }: Outline, part: Outline, { warn }: Loading): void {
  const [kept, served] = [part.servers, part.channels].map((list) => list.map(({ name }) => name));
  for (const { name, place, protocol } of servers)
    if (!kept?.includes(name)) warn("SERVER-IGNORED", place, `${name} is a ${protocol} server`);
  if (servers.length === 0 && part.channels.some(({ binding }) => binding === null))
    warn("SERVER-ASSUMED", "#", `no server is declared: ${assumed(channels)}`);
  for (const { name, place } of channels)
    if (!served?.includes(name)) warn("CHANNEL-IGNORED", place, `no WebSocket server serves ${name}`);
}

function assumed(channels: readonly OutlineChannel[]): string {
  const rest = "every channel is taken for a WebSocket";
  const bound = channels.some(({ bindings }) => bindings.length > 0);
  return bound ? `${rest} that has a \`ws\` binding, or none at all` : rest;
}

function chosenPart(outline: Outline, name: string, loading: Loading): Outline {
  const names = outline.servers.map((server) => server.name);
  const chosen = outline.servers.find((server) => server.name === name);
  if (chosen === undefined)
    throw new ToolError("UNKNOWN-NAME", `\`${name}\` is no server of ${loading.tree.document}`, {
      where: loading.tree.where("#/servers"),
      hint: wordHint(name, names),
    });
  if (!isWebSocket(chosen))
    loading.warn(
      "SERVER-ASSUMED",
      chosen.place,
      `the ${chosen.protocol} server ${name} is taken for a WebSocket`,
    );
  return withServers({ ...outline, channels: outline.channels.filter((one) => isAt(one, chosen)) }, [chosen]);
}

/** Only these servers, as WebSocket servers, and only the operations of the channels that are left. */
function withServers(outline: Outline, servers: readonly OutlineServer[]): Outline {
  const channels = outline.channels.map(({ name }) => name);
  return {
    ...outline,
    servers: servers.map((server) => ({ ...server, protocol: secured(server.protocol) ? "wss" : "ws" })),
    operations: outline.operations.filter(({ channel }) => channels.includes(channel)),
  };
}

/** `wss`, `https`, `mqtts`, `amqps`, `kafka-secure`, `secure-mqtt`, ...: encrypted. */
function secured(protocol: string): boolean {
  return /secure/.test(protocol) || ["wss", "https", "mqtts", "amqps", "stomps", "rediss"].includes(protocol);
}

function noWebSocket({ servers, channels }: Outline, { tree }: Loading): ToolError {
  const spoken = [
    ...servers.map(({ protocol }) => protocol),
    ...channels.flatMap(({ bindings }) => bindings),
  ];
  const protocols = [...new Set(spoken)].filter((one) => one !== "").join(", ");
  const what =
    channels.length === 0
      ? `${tree.document} has no channels`
      : `no channel of ${tree.document} is a WebSocket`;
  const where = tree.where("#");
  if (channels.length === 0 && protocols === "")
    return new ToolError("NO-WEBSOCKET", what, {
      where,
      hint: "declare under `channels` where clients connect and which messages go there; `npx asyncproof init` writes a first document",
    });
  return new ToolError("NO-WEBSOCKET", protocols === "" ? what : `${what}: it speaks ${protocols}`, {
    where,
    hint:
      "declare a server whose `protocol` is ws or wss, or give the channel a `ws` binding; " +
      "--server NAME takes a server for one, --url ws://... tells where one is",
  });
}
