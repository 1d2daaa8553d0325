import type { DocumentPair } from "./pair.ts";

const logs = (name: string): string => `  ${name}:
    address: /logs
    messages: { entry: { payload: { type: string } }, error: { $ref: "#/channels/chat/messages/error" } }
operations:
  log:
    action: send
    channel: { $ref: "#/channels/${name}" }
    messages: [{ $ref: "#/channels/${name}/messages/entry" }]
`;

/** Whole channels, and what is rarely said. */
export const REST_PAIRS: readonly DocumentPair[] = [
  {
    name: "one more channel",
    edits: [["operations:\n", logs("logs")]],
    want: ["compatible CHANNEL-ADDED"],
    back: ["breaking both CHANNEL-REMOVED"],
  },
  {
    name: "a channel by another name",
    edits: [
      ["  chat:\n    address", "  talk:\n    address"],
      ["#/channels/chat", "#/channels/talk"],
    ],
    want: ["cosmetic CHANNEL-RENAMED"],
    back: ["cosmetic CHANNEL-RENAMED"],
  },
  {
    name: "silence counted until the login",
    edits: [["idle: { after: 30s, close: 4408 }", "idle: { after: 30s, close: 4408, until: login }"]],
    want: ["breaking both IDLE-CHANGED"],
    back: ["breaking both IDLE-CHANGED"],
  },
  {
    name: "traffic of the service counts against silence too",
    edits: [["idle: { after: 30s, close: 4408 }", "idle: { after: 30s, close: 4408, resets: any }"]],
    want: ["compatible IDLE-LENGTHENED"],
    back: ["breaking senders IDLE-SHORTENED"],
  },
  {
    name: "no code of a shutdown",
    edits: [["  shutdown: { close: [1001, 1012] }\n", ""]],
    want: ["breaking receivers CLOSE-WITHDRAWN"],
    back: ["compatible CLOSE-DECLARED"],
  },
  {
    name: "no identity",
    edits: [["      identity: welcome#/id\n", ""]],
    want: ["breaking receivers IDENTITY-CHANGED"],
    back: ["compatible IDENTITY-DECLARED"],
  },
  {
    name: "a correlation where none was said",
    edits: [
      [
        "      stop: { payload: {",
        '      stop: { correlationId: { location: "$message.payload#/type" }, payload: {',
      ],
    ],
    want: ["compatible CORRELATION-DECLARED"],
    back: ["breaking both CORRELATION-CHANGED"],
  },
  {
    name: "another value in tests",
    edits: [["x-contract: { echoes: { reply", "x-contract: { fills: { /text: $unique }, echoes: { reply"]],
    want: ["cosmetic FILLS-CHANGED"],
    back: ["cosmetic FILLS-CHANGED"],
  },
  {
    name: "content that nobody can check, of another type",
    edits: [["      notice: { payload: {", "      notice: { contentType: application/x-one, payload: {"]],
    want: ["breaking receivers CONTENT-CHANGED"],
    back: ["breaking receivers CONTENT-CHANGED"],
  },
];
