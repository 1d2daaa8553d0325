import { DocumentNode } from "../document/document-node.ts";
import { below, splitPlace } from "../document/place.ts";
import { isReference } from "../document/reference.ts";
import type { SourceTree } from "../document/source-tree.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import { ToolError } from "../tool-error.ts";
import type {
  MessageRef,
  Outline,
  OutlineAlternative,
  OutlineChannel,
  OutlineExample,
  OutlineMessage,
  OutlineOperation,
  OutlineParameter,
  OutlineReply,
  OutlineSchema,
  OutlineServer,
} from "./outline.ts";

/** AsyncAPI 3.0 and 3.1 (https://www.asyncapi.com/docs/reference/specification/v3.1.0). */
export function outlineOfVersion3(tree: SourceTree): Outline {
  const root = DocumentNode.at(tree, "#");
  const channels = childrenOf(root, "channels").map(([name, node, place]) => channelOf(name, node, place));
  const names = new NamesByPlace(tree, channels);
  const info = root.at("info");
  return {
    asyncapi: root.text("asyncapi"),
    title: info?.text("title") ?? "",
    version: info?.text("version") ?? "",
    extension: root.at("x-contract"),
    contentType: root.text("defaultContentType"),
    servers: childrenOf(root, "servers").map(([name, node, place]) => serverOf(name, node, place)),
    channels,
    operations: childrenOf(root, "operations").map(([name, node, place]) =>
      operationOf({ name, node: withTraits(node), place }, names),
    ),
  };
}

/** A map's children: name, node with references followed, place of the entry itself. */
function childrenOf(parent: DocumentNode, key: string): [string, DocumentNode, Place][] {
  const map = parent.at(key);
  return map === null ? [] : map.entries().map(([name, node]) => [name, node, map.entry(name)]);
}

/** 3.x: traits are merged in order, each over those before it; the object's own values win. */
function withTraits(node: DocumentNode): DocumentNode {
  const traits = node.at("traits")?.items() ?? [];
  return traits.length === 0 ? node : node.over(...traits.reverse());
}

function serverOf(name: string, node: DocumentNode, place: Place): OutlineServer {
  const variables = node.at("variables");
  const filled = (text: string): string =>
    text.replace(/\{([^}]+)\}/g, (whole, variable: string) => {
      const declared = variables?.at(variable);
      const [first] = declared?.at("enum")?.items() ?? [];
      return declared?.text("default") || (typeof first?.value === "string" ? first.value : whole);
    });
  const path = filled(node.text("pathname")).replace(/\/+$/, "");
  return {
    name,
    place,
    protocol: node.text("protocol").toLowerCase(),
    host: filled(node.text("host")),
    path: path === "" || path.startsWith("/") ? path : `/${path}`,
    security: securityOf(node, name),
  };
}

/** 3.x: a list of schemes, any one of which suffices. */
function securityOf(owner: DocumentNode, name: string): OutlineAlternative[] {
  const list = owner.at("security");
  if (list === null) return [];
  return list.itemPlaces().map((place, index) => {
    const scheme = DocumentNode.at(owner.tree, place);
    const tokens = pointerTokens(splitPlace(scheme.place).pointer);
    const declared = tokens.at(-2) === "securitySchemes";
    const scopes = scheme.at("scopes")?.items() ?? [];
    return [
      {
        name: declared ? (tokens.at(-1) ?? "") : `${name}.security.${index + 1}`,
        scheme,
        scopes: scopes.flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
      },
    ];
  });
}

function channelOf(name: string, node: DocumentNode, place: Place): OutlineChannel {
  const servers = node.at("servers");
  const address = node.at("address")?.value;
  return {
    name,
    place,
    title: node.text("title") || node.text("summary"),
    description: describing(node),
    address: typeof address === "string" ? address : null,
    servers: servers?.itemPlaces().map((item) => lastToken(node.tree.hop(item))) ?? null,
    parameters: childrenOf(node, "parameters").map(([key, child, at]) => parameterOf(key, child, at)),
    binding: node.at("bindings")?.at("ws") ?? null,
    messages: childrenOf(node, "messages").map(([key, child, at]) => messageOf(key, withTraits(child), at)),
    extension: node.at("x-contract"),
  };
}

function parameterOf(name: string, node: DocumentNode, place: Place): OutlineParameter {
  const values = node.at("enum")?.value ?? null;
  const schema: JsonObject = Array.isArray(values) ? { type: "string", enum: values } : { type: "string" };
  const given = [node.at("default")?.value, firstOf(node.at("examples")?.value), firstOf(values)];
  const example = given.find((value) => value !== undefined);
  return { name, place, schema, example: typeof example === "string" ? example : null };
}

function firstOf(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}

function messageOf(name: string, node: DocumentNode, place: Place): OutlineMessage {
  const correlation = node.at("correlationId");
  return {
    name,
    place,
    origin: node.place,
    title: node.text("title") || node.text("summary"),
    description: describing(node),
    contentType: node.text("contentType"),
    payload: schemaOf(node, "payload"),
    headers: schemaOf(node, "headers"),
    correlation:
      correlation === null ? null : { location: correlation.text("location"), place: correlation.place },
    tags: (node.at("tags")?.items() ?? []).map((tag) => tag.text("name")),
    examples: (node.at("examples")?.items() ?? []).map(exampleOf),
    extension: node.at("x-contract"),
  };
}

/** The description; else the summary, where that is not the title already. */
function describing(node: DocumentNode): string {
  return node.text("description") || (node.text("title") === "" ? "" : node.text("summary"));
}

/** A schema, or 3.x' multi-format object around one. */
function schemaOf(owner: DocumentNode, key: string): OutlineSchema | null {
  const node = owner.at(key);
  if (node === null) return null;
  const { value } = node;
  if (isObject(value) && typeof value["schemaFormat"] === "string" && "schema" in value)
    return { place: below(node.place, "schema"), format: value["schemaFormat"] };
  return { place: owner.entry(key), format: "" };
}

function exampleOf(node: DocumentNode, index: number): OutlineExample {
  const name = node.text("name") || `example ${index + 1}`;
  const { value } = node;
  const payload = isObject(value) && Object.hasOwn(value, "payload") ? (value["payload"] ?? null) : null;
  const headers = isObject(value) && Object.hasOwn(value, "headers") ? (value["headers"] ?? null) : null;
  return { name, place: node.place, payload, headers };
}

interface Named {
  readonly name: string;
  readonly node: DocumentNode;
  readonly place: Place;
}

function operationOf({ name, node, place }: Named, names: NamesByPlace): OutlineOperation {
  const channel = names.channelAt(node.entry("channel"));
  if (channel === null)
    throw node.fault("DOCUMENT-INVALID", `the operation ${name} has no channel under \`channels\``);
  return {
    name,
    place,
    title: node.text("title") || node.text("summary"),
    description: describing(node),
    action: node.text("action") === "send" ? "send" : "receive",
    channel,
    messages: messagesOf(node, channel, names),
    reply: replyOf(node.at("reply"), channel, names),
    security: securityOf(node, name),
    extension: node.at("x-contract"),
  };
}

function replyOf(node: DocumentNode | null, requester: string, names: NamesByPlace): OutlineReply | null {
  if (node === null) return null;
  const channel = node.at("channel") === null ? null : names.channelAt(node.entry("channel"));
  return { channel, messages: messagesOf(node, channel ?? requester, names) };
}

function messagesOf(owner: DocumentNode, channel: string, names: NamesByPlace): MessageRef[] | null {
  const list = owner.at("messages");
  return list === null ? null : list.itemPlaces().map((place) => names.messageAt(place, channel));
}

/** Names of channels and their messages by the places that operations refer to. */
class NamesByPlace {
  readonly #tree: SourceTree;
  readonly #channels = new Map<Place, string>();
  readonly #messages = new Map<Place, MessageRef>();

  constructor(tree: SourceTree, channels: readonly OutlineChannel[]) {
    this.#tree = tree;
    for (const { name, place, messages } of channels) {
      const target = tree.follow(place).place;
      for (const at of [place, target]) this.#channels.set(at, name);
      for (const message of messages)
        for (const at of [below(place, "messages", message.name), message.place, `${name} ${message.origin}`])
          this.#messages.set(at, { channel: name, message: message.name });
    }
  }

  channelAt(place: Place): string | null {
    const { tree, channels } = { tree: this.#tree, channels: this.#channels };
    return channels.get(tree.hop(place)) ?? channels.get(tree.follow(place).place) ?? null;
  }

  /** The message that an item refers to: an entry of a channel, or by definition one of `channel`'s. */
  messageAt(item: Place, channel: string): MessageRef {
    const origin = this.#tree.follow(item).place;
    const found = this.#messages.get(this.#tree.hop(item)) ?? this.#messages.get(`${channel} ${origin}`);
    if (found !== undefined) return found;
    const value = this.#tree.find(item)?.value ?? null;
    const shown = isReference(value) ? value.$ref : item;
    throw new ToolError("DOCUMENT-INVALID", `\`${shown}\` is no message of the channel ${channel}`, {
      where: this.#tree.where(isReference(value) ? below(item, "$ref") : item, "value"),
      hint: "operations name messages through their channel: #/channels/NAME/messages/NAME",
    });
  }
}

function lastToken(place: Place): string {
  return pointerTokens(splitPlace(place).pointer).at(-1) ?? "";
}
