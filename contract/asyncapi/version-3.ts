import type { Json } from "../json.ts";
import { DocumentNode } from "../document/document-node.ts";
import type { Loading } from "../document/loading.ts";
import { below, splitPlace } from "../document/place.ts";
import { isObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import type {
  Outline,
  OutlineChannel,
  OutlineMessage,
  OutlineParameter,
  OutlineSchema,
  OutlineServer,
} from "./outline.ts";
import { bindingsOf, childrenOf, firstOf, messageParts, rootParts, wordsOf } from "./outline-parts.ts";
import { serverAddress } from "./server-address.ts";
import { ChannelMessages } from "./version-3-messages.ts";
import { operationsOfVersion3 } from "./version-3-operations.ts";
import { securityOf, withTraits } from "./version-3-parts.ts";

/** AsyncAPI 3.0 and 3.1 (https://www.asyncapi.com/docs/reference/specification/v3.1.0). */
export function outlineOfVersion3(loading: Loading): Outline {
  const root = DocumentNode.at(loading.tree, "#");
  const channels = childrenOf(root, "channels").map(([name, node, place]) => channelOf(name, node, place));
  const messages = new ChannelMessages(loading, channels, messageOf);
  const { operations, leftOut } = operationsOfVersion3(root, messages, loading);
  return {
    ...rootParts(root),
    servers: childrenOf(root, "servers").map(([name, node, place]) => serverOf(name, node, place)),
    // Operations may have brought messages that their channel does not have.
    channels: messages.channels,
    operations,
    leftOut,
    nativeReplies: true,
  };
}

function serverOf(name: string, node: DocumentNode, place: Place): OutlineServer {
  const path = node.text("pathname");
  const url = `${node.text("host")}${path === "" || path.startsWith("/") ? path : `/${path}`}`;
  return { name, place, ...serverAddress(url, node), security: securityOf(node, name) };
}

function channelOf(name: string, node: DocumentNode, place: Place): OutlineChannel {
  const servers = node.at("servers");
  const address = node.at("address")?.value;
  return {
    name,
    place,
    ...wordsOf(node),
    address: typeof address === "string" ? address : null,
    servers: servers?.itemPlaces().map((item) => lastToken(node.tree.hop(item))) ?? null,
    parameters: childrenOf(node, "parameters").map(([key, child, at]) => parameterOf(key, child, at)),
    ...bindingsOf(node),
    messages: childrenOf(node, "messages").map(([key, child, at]) => messageOf(key, child, at)),
    extension: node.at("x-contract"),
  };
}

function parameterOf(name: string, node: DocumentNode, place: Place): OutlineParameter {
  const declared = node.at("enum")?.value ?? null;
  const values = Array.isArray(declared) ? declared : null;
  const listed = node.at("examples")?.value ?? null;
  const schema: Json = {
    type: "string",
    ...(values === null ? {} : { enum: values }),
    // The first alone is the parameter's example anyway.
    ...(Array.isArray(listed) && listed.length > 1 ? { examples: listed } : {}),
  };
  const given = [node.at("default")?.value, firstOf(listed), values?.[0]];
  const example = given.find((value) => value !== undefined);
  return {
    name,
    place,
    schema: { kind: "made", schema },
    values,
    example: typeof example === "string" ? example : null,
    location: node.text("location"),
  };
}

function messageOf(name: string, own: DocumentNode, place: Place): OutlineMessage {
  const node = withTraits(own);
  return {
    name,
    place,
    origin: own.place,
    ...messageParts(node),
    payload: schemaOf(node, "payload"),
    headers: schemaOf(node, "headers"),
  };
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

function lastToken(place: Place): string {
  return pointerTokens(splitPlace(place).pointer).at(-1) ?? "";
}
