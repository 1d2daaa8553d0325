import type { DocumentPair } from "./pair.ts";

const postBlock = `  post:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/post" }]
    reply: { messages: [{ $ref: "#/channels/chat/messages/posted" }] }
    x-contract: { echoes: { reply#/text: request#/text } }
`;
const notifyBlock = `  notify:
    action: send
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/notice" }]
`;

/** Operations, messages, and what is promised between them. */
export const OPERATION_PAIRS: readonly DocumentPair[] = [
  {
    name: "what clients could do, removed",
    edits: [
      ["(ask | post)*", "ask*"],
      [postBlock, ""],
      ["trigger: post, audience: others, echoes: { /text: request#/text }, within: 2s", "audience: others"],
    ],
    want: [
      "breaking both OPERATION-REMOVED",
      "breaking receivers TRIGGER-WITHDRAWN",
      "breaking receivers ECHO-REMOVED",
      "breaking receivers DEADLINE-LONGER",
    ],
    back: [
      "compatible OPERATION-ADDED",
      "compatible TRIGGER-DECLARED",
      "compatible ECHO-ADDED",
      "compatible DEADLINE-SHORTER",
    ],
  },
  {
    name: "what the service sent, removed",
    edits: [[notifyBlock, ""]],
    want: ["breaking receivers PUSH-REMOVED"],
    back: ["breaking receivers PUSH-ADDED"],
  },
  {
    name: "a push that only callers of a new operation get",
    edits: [
      [
        "components:\n  securitySchemes:",
        `  watch:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/watch" }]
  watched:
    action: send
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/watched" }]
    x-contract: { trigger: watch, audience: sender }
components:
  securitySchemes:`,
      ],
      ["(ask | post)*", "(ask | post | watch)*"],
      [
        "      error: { payload: {",
        "      watch: { payload: { type: object, required: [type], properties: { type: { const: watch } } } }\n" +
          "      watched: { payload: { type: object, required: [type], properties: { type: { const: watched } } } }\n" +
          "      error: { payload: {",
      ],
    ],
    want: ["compatible OPERATION-ADDED", "compatible PUSH-ADDED"],
    back: ["breaking both OPERATION-REMOVED", "breaking receivers PUSH-REMOVED"],
  },
  {
    name: "an operation by another name",
    edits: [
      ["  post:\n    action", "  publish:\n    action"],
      ["(ask | post)*", "(ask | publish)*"],
      ["trigger: post", "trigger: publish"],
    ],
    want: ["cosmetic OPERATION-RENAMED"],
    back: ["cosmetic OPERATION-RENAMED"],
  },
  {
    name: "a message by another name",
    edits: [
      ["      done: { correlationId", "      finished: { correlationId"],
      ["messages/done", "messages/finished"],
      ["token+ done | error", "token+ finished | error"],
      ['"done#/text"', '"finished#/text"'],
      ['"done#/count"', '"finished#/count"'],
    ],
    want: ["cosmetic MESSAGE-RENAMED"],
    back: ["cosmetic MESSAGE-RENAMED"],
  },
  {
    name: "a request may be another message too",
    edits: [
      [
        'messages: [{ $ref: "#/channels/chat/messages/post" }]',
        'messages: [{ $ref: "#/channels/chat/messages/post" }, { $ref: "#/channels/chat/messages/stop" }]',
      ],
      [
        'messages: [{ $ref: "#/channels/chat/messages/stop" }]\n    reply',
        'messages: [{ $ref: "#/channels/chat/messages/stop" }]\n    title: x\n    reply',
      ],
    ],
    want: ["compatible REQUEST-ADDED", "cosmetic TEXT-CHANGED"],
    back: ["breaking senders REQUEST-REMOVED", "cosmetic TEXT-CHANGED"],
  },
  {
    name: "the service may send another message too",
    edits: [
      [
        'messages: [{ $ref: "#/channels/chat/messages/notice" }]',
        'messages: [{ $ref: "#/channels/chat/messages/notice" }, { $ref: "#/channels/chat/messages/error" }]',
      ],
    ],
    want: ["breaking receivers PUSHED-MESSAGE-ADDED"],
    back: ["breaking receivers PUSHED-MESSAGE-REMOVED"],
  },
  {
    name: "a reply less",
    edits: [["token+ done | error", "token+ done"]],
    want: ["compatible SEQUENCE-NARROWED"],
    back: ["breaking receivers SEQUENCE-WIDENED"],
  },
  {
    name: "a sequence in other words",
    edits: [["token+ done | error", "error | token token* done"]],
    want: [],
    back: [],
  },
  {
    name: "no token at all",
    edits: [["token+ done", "token* done"]],
    want: ["breaking receivers SEQUENCE-WIDENED"],
    back: ["compatible SEQUENCE-NARROWED"],
  },
  {
    name: "no answer any more",
    edits: [['    reply: { messages: [{ $ref: "#/channels/chat/messages/loggedIn" }] }\n', ""]],
    want: ["breaking receivers REPLY-REMOVED"],
    back: ["breaking receivers REPLY-ADDED"],
  },
  {
    name: "a later answer",
    edits: [["within: 2s\n      gap", "within: 4s\n      gap"]],
    want: ["breaking receivers DEADLINE-LONGER"],
    back: ["compatible DEADLINE-SHORTER"],
  },
  {
    name: "no deadline between two answers",
    edits: [["      gap: 1s\n", ""]],
    want: ["breaking receivers DEADLINE-LONGER"],
    back: ["compatible DEADLINE-SHORTER"],
  },
  {
    name: "nothing echoed",
    edits: [["    x-contract: { echoes: { reply#/text: request#/text } }\n", ""]],
    want: ["breaking receivers ECHO-REMOVED"],
    back: ["compatible ECHO-ADDED"],
  },
  {
    name: "a weaker order",
    edits: [["+1 from 0", "increasing"]],
    want: ["breaking receivers ORDER-WEAKENED"],
    back: ["compatible ORDER-STRENGTHENED"],
  },
  {
    name: "nothing joined",
    edits: [['      joins: { "done#/text": "token#/text" }\n', ""]],
    want: ["breaking receivers JOIN-REMOVED"],
    back: ["compatible JOIN-ADDED"],
  },
  {
    name: "nothing counted",
    edits: [['      counts: { "done#/count": token }\n', ""]],
    want: ["breaking receivers COUNT-REMOVED"],
    back: ["compatible COUNT-ADDED"],
  },
  {
    name: "another code in a case",
    edits: [["NOBODY }", "NO_ONE }"]],
    want: ["breaking receivers CASE-CHANGED"],
    back: ["breaking receivers CASE-CHANGED"],
  },
  {
    name: "a case less",
    edits: [
      [
        '      cases:\n        - { name: nobody there, send: { text: nobody }, expect: error, where: { "error#/code": NOBODY } }\n',
        "",
      ],
    ],
    want: ["breaking receivers CASE-REMOVED"],
    back: ["compatible CASE-ADDED"],
  },
  {
    name: "nothing interrupted",
    edits: [
      ["    x-contract: { interrupts: ask }\n", ""],
      ["(ask | post)*", "(ask | post | stop)*"],
    ],
    want: ["breaking both INTERRUPT-REMOVED", "compatible CONVERSATION-WIDENED"],
    back: ["breaking both INTERRUPT-ADDED", "breaking senders CONVERSATION-NARROWED"],
  },
  {
    name: "another audience",
    edits: [["audience: others", "audience: everyone"]],
    want: ["breaking receivers AUDIENCE-CHANGED"],
    back: ["breaking receivers AUDIENCE-CHANGED"],
  },
  {
    name: "no audience said",
    edits: [[" audience: others,", ""]],
    want: ["breaking receivers AUDIENCE-WITHDRAWN"],
    back: ["compatible AUDIENCE-DECLARED"],
  },
  {
    name: "another trigger",
    edits: [
      ["trigger: post", "trigger: stop"],
      [", echoes: { /text: request#/text }, within", ", within"],
    ],
    want: ["breaking receivers TRIGGER-CHANGED", "breaking receivers ECHO-REMOVED"],
    back: ["breaking receivers TRIGGER-CHANGED", "compatible ECHO-ADDED"],
  },
  {
    name: "a push only after an operation",
    edits: [["trigger: post, audience", "trigger: post, after: login, audience"]],
    want: ["breaking receivers PRECONDITION-CHANGED"],
    back: ["breaking receivers PRECONDITION-CHANGED"],
  },
  {
    name: "an answer that clients owe",
    edits: [['    reply: { messages: [{ $ref: "#/channels/chat/messages/beatAnswer" }] }\n', ""]],
    want: ["compatible ANSWER-REMOVED"],
    back: ["breaking senders ANSWER-ASKED"],
  },
];
