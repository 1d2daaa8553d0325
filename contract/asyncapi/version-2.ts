import { DocumentNode } from "../document/document-node.ts";
import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import { isObject, type Json } from "../json.ts";
import type { Place } from "../model.ts";
import type {
  LeftOut,
  Outline,
  OutlineAlternative,
  OutlineChannel,
  OutlineOperation,
  OutlineParameter,
  OutlineServer,
} from "./outline.ts";
import { bindingsOf, childrenOf, firstOf, rootParts, textsIn, wordsOf } from "./outline-parts.ts";
import { serverAddress } from "./server-address.ts";
import { MessagesOfChannel, withTraits } from "./version-2-messages.ts";

/** AsyncAPI 2.0 to 2.6 (https://v2.asyncapi.com/docs/reference/specification/v2.6.0). */
export function outlineOfVersion2(loading: Loading): Outline {
  const root = DocumentNode.at(loading.tree, "#");
  const context: Context = {
    loading,
    schemes: root.at("components")?.at("securitySchemes") ?? null,
    operations: [],
    leftOut: [],
  };
  const channels = childrenOf(root, "channels").map(([name, node, place]) =>
    channelOf({ name, node, place }, context),
  );
  return {
    ...rootParts(root),
    servers: childrenOf(root, "servers").map(([name, node, place]) =>
      serverOf({ name, node, place }, context),
    ),
    channels,
    operations: context.operations,
    leftOut: context.leftOut,
    nativeReplies: false,
  };
}

/** What is collected while channels are read: operations stand inside them. */
interface Context {
  readonly loading: Loading;
  readonly schemes: DocumentNode | null;
  readonly operations: OutlineOperation[];
  readonly leftOut: LeftOut[];
}

interface Named {
  readonly name: string;
  readonly node: DocumentNode;
  readonly place: Place;
}

function serverOf({ name, node, place }: Named, context: Context): OutlineServer {
  return { name, place, ...serverAddress(node.text("url"), node), security: securityOf(node, context) };
}

/** 2.x: a list of maps, any one of which suffices; the schemes that a map names are needed together. */
function securityOf(owner: DocumentNode, { schemes, loading }: Context): OutlineAlternative[] {
  const list = owner.at("security")?.items() ?? [];
  return list.flatMap((requirement): OutlineAlternative[] => {
    const needs = requirement.entries().map(([name, scopes]) => {
      const scheme = schemes?.at(name) ?? null;
      if (scheme === null)
        loading.warn(
          "SECURITY-LOST",
          below(requirement.place, name),
          `\`${name}\` is not declared under components.securitySchemes: this alternative is not tested`,
        );
      return { name, scheme, scopes: textsIn(scopes) };
    });
    const known = needs.flatMap(({ scheme, ...need }) => (scheme === null ? [] : [{ ...need, scheme }]));
    return known.length === needs.length ? [known] : [];
  });
}

function channelOf({ name, node, place }: Named, context: Context): OutlineChannel {
  const messages = new MessagesOfChannel(name, context.loading);
  for (const key of node.keys())
    if (key === "publish" || key === "subscribe")
      readOperation({ name, node, place }, key, { ...context, messages });
  const servers = node.at("servers");
  return {
    name,
    place,
    ...wordsOf(node),
    address: name,
    servers: servers === null ? null : textsIn(servers),
    parameters: childrenOf(node, "parameters").map(([key, child, at]) => parameterOf(key, child, at)),
    ...bindingsOf(node),
    messages: messages.all,
    extension: node.at("x-contract"),
  };
}

/** 2.x speaks from the client's side: what clients `publish` the application receives. */
function readOperation(
  { name: channel, node: owner }: Named,
  key: "publish" | "subscribe",
  context: Context & { readonly messages: MessagesOfChannel },
): void {
  const own = owner.at(key);
  const place = owner.entry(key);
  const name = own?.text("operationId") || `${channel}.${key}`;
  if (own === null || !isObject(own.value)) {
    context.leftOut.push({
      name,
      place,
      why: own === null ? "its reference leads nowhere" : "it is no object",
    });
    return;
  }
  const node = withTraits(own);
  const messages = node.at("message") === null ? [] : context.messages.read(node.entry("message"), name);
  if (messages.length === 0) {
    const why =
      isObject(own.value) && "message" in own.value ? "its messages lead nowhere" : "it declares no message";
    context.leftOut.push({ name, place, why });
    return;
  }
  context.operations.push({
    name,
    place,
    ...wordsOf(node),
    action: key === "publish" ? "receive" : "send",
    channel,
    messages: messages.map((message) => ({ channel, message })),
    reply: null,
    security: securityOf(node, context),
    extension: node.at("x-contract"),
  });
}

function parameterOf(name: string, node: DocumentNode, place: Place): OutlineParameter {
  const schema = node.at("schema");
  const value: Json = schema?.value ?? {};
  const values = isObject(value) && Array.isArray(value["enum"]) ? value["enum"] : null;
  const given = isObject(value)
    ? [value["const"], value["default"], firstOf(value["examples"]), values?.[0]]
    : [];
  const example = given.find((one) => one !== undefined && one !== null && typeof one !== "object");
  return {
    name,
    place,
    schema:
      schema === null
        ? { kind: "made", schema: { type: "string" } }
        : { kind: "at", place: node.entry("schema") },
    values,
    example: example === undefined ? null : String(example),
    location: node.text("location"),
  };
}
