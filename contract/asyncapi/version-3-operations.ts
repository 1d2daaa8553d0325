import type { DocumentNode } from "../document/document-node.ts";
import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import { isReference } from "../document/reference.ts";
import { isObject } from "../json.ts";
import type { Place } from "../model.ts";
import type { LeftOut, MessageRef, OutlineOperation, OutlineReply } from "./outline.ts";
import { childrenOf, wordsOf } from "./outline-parts.ts";
import type { ChannelMessages } from "./version-3-messages.ts";
import { securityOf, withTraits } from "./version-3-parts.ts";

/** The operations that can be read, and those that can't. */
export interface Operations {
  readonly operations: readonly OutlineOperation[];
  readonly leftOut: readonly LeftOut[];
}

export function operationsOfVersion3(
  root: DocumentNode,
  messages: ChannelMessages,
  loading: Loading,
): Operations {
  const operations: OutlineOperation[] = [];
  const leftOut: LeftOut[] = [];
  const lost = new Set<string>();
  const entries = root.at("operations");
  for (const name of entries?.keys() ?? [])
    if (entries?.at(name) === null)
      leftOut.push({ name, place: entries.entry(name), why: "its reference leads nowhere" });
  for (const [name, node, place] of childrenOf(root, "operations")) {
    const read = operationOf({ name, node: withTraits(node), place }, messages, loading);
    if (typeof read === "string") leftOut.push({ name, place, why: read });
    else operations.push(read);
    if (typeof read !== "string" && read.messages === null && node.at("messages") !== null) lost.add(name);
  }
  const found = operations.flatMap((one) => {
    if (!lost.has(one.name)) return [one];
    const unnamed = withUnnamed(one, operations, messages);
    if (unnamed !== null) return [unnamed];
    leftOut.push({ name: one.name, place: one.place, why: "none of its messages is there" });
    return [];
  });
  return { operations: found, leftOut };
}

/** An operation whose messages are lost, with those of its channel that no other names; null where none is left. */
function withUnnamed(
  operation: OutlineOperation,
  all: readonly OutlineOperation[],
  { channels }: ChannelMessages,
): OutlineOperation | null {
  const { channel } = operation;
  const named = all.flatMap(({ messages, reply }) => [...(messages ?? []), ...(reply?.messages ?? [])]);
  const own = channels.find(({ name }) => name === channel)?.messages ?? [];
  const left = own.filter(
    ({ name }) => !named.some((one) => one.channel === channel && one.message === name),
  );
  const messages = left.map(({ name }) => ({ channel, message: name }));
  return messages.length === 0 ? null : { ...operation, messages };
}

interface Named {
  readonly name: string;
  readonly node: DocumentNode;
  readonly place: Place;
}

/** The operation, or why it can't be read. */
function operationOf(
  { name, node, place }: Named,
  names: ChannelMessages,
  loading: Loading,
): OutlineOperation | string {
  if (!isObject(node.value)) return "it is no object";
  if (node.at("channel") === null)
    return isLost(node, "channel") ? "its channel is lost" : "it has no channel";
  const channel = names.channelAt(node.entry("channel"));
  if (channel === null) return "its channel is none of those under `channels`";
  if (node.at("messages") === null && isLost(node.at("channel"), "messages"))
    return "the messages of its channel are lost";
  const action = node.text("action");
  if (action !== "send" && action !== "receive")
    return action === "" ? "it has no `action`" : `its \`action\` is \`${action}\`, neither send nor receive`;
  return {
    name,
    place,
    ...wordsOf(node),
    action,
    channel,
    messages: messagesOf(node, { channel, names, loading }),
    reply: replyOf(name, node.at("reply"), { channel, names, loading }),
    security: securityOf(node, name),
    extension: node.at("x-contract"),
  };
}

interface Around {
  readonly channel: string;
  readonly names: ChannelMessages;
  readonly loading: Loading;
}

/** Does something stand there that a lost reference should have told? */
function isLost(node: DocumentNode | null, key: string): boolean {
  if (node === null) return false;
  return node.keys().includes(key) && node.at(key) === null;
}

function replyOf(name: string, node: DocumentNode | null, around: Around): OutlineReply | null {
  if (node === null) return null;
  const channel = node.at("channel") === null ? null : around.names.channelAt(node.entry("channel"));
  if (channel === null && (node.at("channel") !== null || isLost(node, "channel"))) {
    const why = `the reply to ${name} comes on a channel that is not there: whether it is answered is not checked`;
    around.loading.warn("REPLY-ELSEWHERE", node.entry("channel"), why);
    return null;
  }
  const messages = messagesOf(node, { ...around, channel: channel ?? around.channel });
  const address = node.at("address");
  return {
    channel,
    messages,
    address: address === null ? null : { location: address.text("location"), place: address.place },
  };
}

/** The messages that are named; null (all of the channel's) also where every name leads nowhere. */
function messagesOf(owner: DocumentNode, { channel, names, loading }: Around): MessageRef[] | null {
  const list = owner.at("messages");
  if (list === null) return null;
  const places = placesIn(owner, list);
  const refs = places.flatMap((place) => names.messageAt(place, channel) ?? []);
  const empty = Array.isArray(list.value) && list.value.length === 0;
  if (refs.length > 0 || empty) return refs;
  loading.warn(
    "MESSAGES-LOST",
    owner.entry("messages"),
    `none of the messages named here is there: those of the channel ${channel} are taken that nobody else names`,
  );
  return null;
}

/** Places of the messages named: of a list as it should be; of a map, or of one reference, as is sometimes written. */
function placesIn(owner: DocumentNode, list: DocumentNode): Place[] {
  const entry = owner.entry("messages");
  if (Array.isArray(list.value)) return list.itemPlaces();
  if (isReference(owner.tree.find(entry)?.value)) return [entry];
  return list.entries().map(([key]) => below(list.place, key));
}
