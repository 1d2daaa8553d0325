/** What stands at a place of a document; `NAME*` is a map or list of NAME. */
export type Kind = string;

const COMMON = { tags: "tag*", externalDocs: "externalDocs" } as const;
const SCHEMA = {
  ...Object.fromEntries(
    [
      "additionalItems",
      "additionalProperties",
      "contains",
      "else",
      "if",
      "items",
      "not",
      "propertyNames",
      "schema",
      "then",
    ].map((word) => [word, "schema"]),
  ),
  ...Object.fromEntries(
    ["$defs", "allOf", "anyOf", "definitions", "oneOf", "patternProperties", "properties"].map((word) => [
      word,
      "schema*",
    ]),
  ),
};
const PARTS = {
  channels: "channel*",
  operations: "operation*",
  servers: "server*",
};

/** What the keys of each kind hold; a key that is not here holds nothing that may be referred to. */
export interface Kinds {
  readonly [kind: Kind]: { readonly [key: string]: Kind };
}

const WEBSOCKET = { query: "schema", headers: "schema" } as const;

/** Of AsyncAPI 2. */
export const KINDS_2: Kinds = {
  root: { ...COMMON, channels: "channel*", servers: "server*", components: "components" },
  components: {
    channels: "channel*",
    correlationIds: "correlationId*",
    messageTraits: "messageTrait*",
    messages: "message*",
    operationTraits: "operationTrait*",
    parameters: "parameter*",
    schemas: "schema*",
    securitySchemes: "securityScheme*",
    serverVariables: "serverVariable*",
    servers: "server*",
    ...Object.fromEntries(
      ["channelBindings", "messageBindings", "operationBindings", "serverBindings"].map((name) => [
        name,
        "bindings*",
      ]),
    ),
  },
  server: { ...COMMON, variables: "serverVariable*", bindings: "bindings" },
  channel: { parameters: "parameter*", publish: "operation", subscribe: "operation", bindings: "bindings" },
  operation: { ...COMMON, traits: "operationTrait*", message: "message", bindings: "bindings" },
  operationTrait: { ...COMMON, bindings: "bindings" },
  message: {
    ...COMMON,
    oneOf: "message*",
    payload: "schema",
    headers: "schema",
    correlationId: "correlationId",
    traits: "messageTrait*",
    bindings: "bindings",
  },
  messageTrait: { ...COMMON, headers: "schema", correlationId: "correlationId", bindings: "bindings" },
  parameter: { schema: "schema" },
  bindings: { ws: "webSocketBinding" },
  webSocketBinding: WEBSOCKET,
  schema: SCHEMA,
};

/** Of AsyncAPI 3. */
export const KINDS_3: Kinds = {
  root: { ...PARTS, info: "info", components: "components" },
  info: COMMON,
  components: {
    ...PARTS,
    ...COMMON,
    externalDocs: "externalDocs*",
    channelBindings: "channelBindings*",
    correlationIds: "correlationId*",
    messageBindings: "messageBindings*",
    messageTraits: "messageTrait*",
    messages: "message*",
    operationBindings: "operationBindings*",
    operationTraits: "operationTrait*",
    parameters: "parameter*",
    replies: "reply*",
    replyAddresses: "replyAddress*",
    schemas: "schema*",
    securitySchemes: "securityScheme*",
    serverBindings: "serverBindings*",
    serverVariables: "serverVariable*",
  },
  server: {
    ...COMMON,
    variables: "serverVariable*",
    security: "securityScheme*",
    bindings: "serverBindings",
  },
  channel: {
    ...COMMON,
    messages: "message*",
    servers: "server*",
    parameters: "parameter*",
    bindings: "channelBindings",
  },
  operation: {
    ...COMMON,
    channel: "channel",
    messages: "message*",
    reply: "reply",
    security: "securityScheme*",
    traits: "operationTrait*",
    bindings: "operationBindings",
  },
  reply: { channel: "channel", messages: "message*", address: "replyAddress" },
  message: {
    ...COMMON,
    payload: "schema",
    headers: "schema",
    correlationId: "correlationId",
    traits: "messageTrait*",
    bindings: "messageBindings",
  },
  operationTrait: { ...COMMON, security: "securityScheme*", bindings: "operationBindings" },
  messageTrait: { ...COMMON, headers: "schema", correlationId: "correlationId", bindings: "messageBindings" },
  channelBindings: { ws: "webSocketBinding" },
  webSocketBinding: WEBSOCKET,
  schema: SCHEMA,
};

/** The kind of a child; "" where nobody here knows. A list of schemas under `items` is a list of schemas. */
export function kindBelow(kinds: Kinds, kind: Kind, { key, inList }: { key: string; inList: boolean }): Kind {
  if (kind.endsWith("*")) return kind.slice(0, -1);
  if (kind === "schema" && inList) return "schema";
  const keys = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return keys !== undefined && Object.hasOwn(keys, key) ? (keys[key] ?? "") : "";
}

/** The kind of what a JSON pointer leads to, by its tokens. */
export function kindAt(kinds: Kinds, tokens: readonly string[]): Kind {
  const below = (kind: Kind, key: string): Kind => kindBelow(kinds, kind, { key, inList: /^\d+$/.test(key) });
  return tokens.reduce(below, "root");
}
