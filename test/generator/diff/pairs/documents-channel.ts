import type { DocumentPair } from "./pair.ts";

/** Address, handshake, security, and what holds for a connection. */
export const CHANNEL_PAIRS: readonly DocumentPair[] = [
  {
    name: "another address",
    edits: [["address: /chat/{room}", "address: /talk/{room}"]],
    want: ["breaking both ADDRESS-CHANGED"],
    back: ["breaking both ADDRESS-CHANGED"],
  },
  {
    name: "a parameter by another name",
    edits: [
      ["address: /chat/{room}", "address: /chat/{hall}"],
      ["parameters: { room:", "parameters: { hall:"],
    ],
    want: [],
    back: [],
  },
  {
    name: "a value of a parameter removed",
    edits: [["[red, blue]", "[red]"]],
    want: ["breaking senders ENUM-VALUE-REMOVED"],
    back: ["compatible ENUM-VALUE-ADDED"],
  },
  {
    name: "another host",
    edits: [["localhost:8080", "localhost:9090"]],
    want: ["breaking both SERVER-REMOVED", "compatible SERVER-ADDED"],
    back: ["breaking both SERVER-REMOVED", "compatible SERVER-ADDED"],
  },
  {
    name: "a query parameter that must be there",
    edits: [["query: { type: object,", "query: { type: object, required: [user],"]],
    want: ["breaking senders FIELD-REQUIRED"],
    back: ["compatible FIELD-OPTIONAL"],
  },
  {
    name: "an optional query parameter more",
    edits: [
      ["query: { type: object, properties: {", "query: { type: object, properties: { to: { type: string },"],
    ],
    want: ["compatible FIELD-ADDED"],
    back: ["compatible FIELD-REMOVED"],
  },
  {
    name: "a required header more",
    edits: [
      [
        "headers: { type: object, properties: {",
        "headers: { type: object, required: [X-To], properties: { X-To: { type: string },",
      ],
    ],
    want: ["breaking senders FIELD-REQUIRED"],
    back: ["compatible FIELD-REMOVED"],
  },
  {
    name: "a shorter query parameter",
    edits: [["maxLength: 20", "maxLength: 10"]],
    want: ["breaking senders BOUND-TIGHTENED"],
    back: ["compatible BOUND-LOOSENED"],
  },
  {
    name: "a subprotocol removed",
    edits: [["[v1, v2]", "[v1]"]],
    want: ["breaking senders SUBPROTOCOL-REMOVED"],
    back: ["compatible SUBPROTOCOL-ADDED"],
  },
  {
    name: "subprotocols asked for no more",
    edits: [["      subprotocol: [v1, v2]\n", ""]],
    want: ["breaking senders SUBPROTOCOL-REMOVED"],
    back: ["breaking senders SUBPROTOCOL-ASKED"],
  },
  {
    name: "no security any more",
    edits: [['    security: [{ $ref: "#/components/securitySchemes/token" }]\n', ""]],
    want: ["compatible SECURITY-LOOSENED"],
    back: ["breaking senders SECURITY-TIGHTENED"],
  },
  {
    name: "another alternative",
    edits: [
      [
        'security: [{ $ref: "#/components/securitySchemes/token" }]',
        'security: [{ $ref: "#/components/securitySchemes/token" }, { $ref: "#/components/securitySchemes/other" }]',
      ],
    ],
    want: ["compatible SECURITY-LOOSENED"],
    back: ["breaking senders SECURITY-TIGHTENED"],
  },
  {
    name: "the credential elsewhere",
    edits: [["in: query, name: token", "in: header, name: token"]],
    want: ["breaking senders CREDENTIAL-CHANGED"],
    back: ["breaking senders CREDENTIAL-CHANGED"],
  },
  {
    name: "one scope more",
    edits: [["scopes: [chat]", "scopes: [chat, extra]"]],
    want: ["breaking senders SCOPE-ADDED"],
    back: ["compatible SCOPE-REMOVED"],
  },
  {
    name: "an opening that may be longer",
    edits: [["opening: welcome\n", "opening: welcome notice?\n"]],
    want: ["breaking receivers OPENING-WIDENED"],
    back: ["compatible OPENING-NARROWED"],
  },
  {
    name: "no opening any more",
    edits: [["      opening: welcome\n      openingWithin: 2s\n", ""]],
    want: ["breaking receivers OPENING-REMOVED"],
    back: ["breaking receivers OPENING-ADDED"],
  },
  {
    name: "a later opening",
    edits: [["openingWithin: 2s", "openingWithin: 5s"]],
    want: ["breaking receivers DEADLINE-LONGER"],
    back: ["compatible DEADLINE-SHORTER"],
  },
  {
    name: "a freer conversation",
    edits: [["login (ask | post)*", "(login | ask | post)*"]],
    want: ["compatible CONVERSATION-WIDENED"],
    back: ["breaking senders CONVERSATION-NARROWED"],
  },
  {
    name: "a conversation in other words",
    edits: [["login (ask | post)*", "(login (post | ask)*)?"]],
    want: [],
    back: [],
  },
  {
    name: "any order",
    edits: [["      conversation: login (ask | post)*\n", ""]],
    want: ["compatible CONVERSATION-WIDENED"],
    back: ["breaking senders CONVERSATION-NARROWED"],
  },
  {
    name: "a shorter idle time",
    edits: [["after: 30s", "after: 10s"]],
    want: ["breaking senders IDLE-SHORTENED"],
    back: ["compatible IDLE-LENGTHENED"],
  },
  {
    name: "another close code after silence",
    edits: [["close: 4408", "close: 4000"]],
    want: ["breaking receivers CLOSE-WIDENED"],
    back: ["breaking receivers CLOSE-WIDENED"],
  },
  {
    name: "no idle limit",
    edits: [["      idle: { after: 30s, close: 4408 }\n", ""]],
    want: ["compatible IDLE-REMOVED"],
    back: ["breaking senders IDLE-ADDED"],
  },
  {
    name: "smaller frames",
    edits: [["messageBytes: 1000", "messageBytes: 500"]],
    want: ["breaking senders LIMIT-TIGHTENED"],
    back: ["compatible LIMIT-LOOSENED"],
  },
  {
    name: "a limit of connections",
    edits: [["messageBytes: 1000,", "messageBytes: 1000, connections: 3,"]],
    want: ["breaking senders LIMIT-TIGHTENED"],
    back: ["compatible LIMIT-LOOSENED"],
  },
  {
    name: "another identity",
    edits: [["identity: welcome#/id", "identity: handshake#/query/user"]],
    want: ["breaking receivers IDENTITY-CHANGED"],
    back: ["breaking receivers IDENTITY-CHANGED"],
  },
  {
    name: "fewer close codes of a shutdown",
    edits: [["close: [1001, 1012]", "close: 1001"]],
    want: ["compatible CLOSE-NARROWED"],
    back: ["breaking receivers CLOSE-WIDENED"],
  },
  {
    name: "another outcome of malformed frames",
    edits: [["malformed: { close: 1007 }", "malformed: { close: 1008 }"]],
    want: ["breaking receivers REFUSAL-CHANGED"],
    back: ["breaking receivers REFUSAL-CHANGED"],
  },
  {
    name: "one of two outcomes",
    edits: [["malformed: { close: 1007 }", "malformed: { close: [1007, 1008] }"]],
    want: ["breaking receivers REFUSAL-CHANGED"],
    back: ["compatible REFUSAL-NARROWED"],
  },
  {
    name: "another code of a refusal",
    edits: [["/code: UNKNOWN", "/code: NO_SUCH_TYPE"]],
    want: ["breaking receivers REFUSAL-CHANGED"],
    back: ["breaking receivers REFUSAL-CHANGED"],
  },
  {
    name: "another status for unknown paths",
    edits: [["status: 404", "status: 400"]],
    want: ["breaking receivers REFUSAL-CHANGED"],
    back: ["breaking receivers REFUSAL-CHANGED"],
  },
  {
    name: "an outcome promised no more",
    edits: [["malformed: { close: 1007 }", "malformed: { unspecified: true }"]],
    want: ["breaking receivers REFUSAL-WITHDRAWN"],
    back: ["compatible REFUSAL-DECLARED"],
  },
  {
    name: "a comment at the top",
    edits: [["asyncapi: 3.0.0", "# a comment\n\nasyncapi: 3.0.0"]],
    want: [],
    back: [],
  },
  {
    name: "keys in another order",
    edits: [["{ title: Chat, version: 1.0.0 }", "{ version: 1.0.0, title: Chat }"]],
    want: [],
    back: [],
  },
  {
    name: "another version and title",
    edits: [["{ title: Chat, version: 1.0.0 }", "{ title: Talk, version: 2.0.0 }"]],
    want: ["cosmetic TEXT-CHANGED", "cosmetic VERSION-CHANGED"],
    back: ["cosmetic TEXT-CHANGED", "cosmetic VERSION-CHANGED"],
  },
];
