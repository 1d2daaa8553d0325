/** What stands at a place of an AsyncAPI 3 document; `NAME*` is a map or list of NAME. */
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
const KINDS: { readonly [kind: Kind]: { readonly [key: string]: Kind } } = {
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
  webSocketBinding: { query: "schema", headers: "schema" },
  schema: SCHEMA,
};

/** The kind of a child; "" where nobody here knows. A list of schemas under `items` is a list of schemas. */
export function kindBelow(kind: Kind, key: string, isInList: boolean): Kind {
  if (kind.endsWith("*")) return kind.slice(0, -1);
  if (kind === "schema" && isInList) return "schema";
  const keys = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  return keys !== undefined && Object.hasOwn(keys, key) ? (keys[key] ?? "") : "";
}

/** The kind of what a JSON pointer leads to, by its tokens. */
export function kindAt(tokens: readonly string[]): Kind {
  return tokens.reduce((kind: Kind, token) => kindBelow(kind, token, /^\d+$/.test(token)), "root");
}
