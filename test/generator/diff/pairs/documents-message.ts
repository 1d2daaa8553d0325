import type { DocumentPair } from "./pair.ts";

/** What messages are, and how they are told apart. */
export const MESSAGE_PAIRS: readonly DocumentPair[] = [
  {
    name: "the correlation elsewhere",
    edits: [
      [
        'question:\n        title: A question\n        correlationId: { location: "$message.payload#/ref" }',
        'question:\n        title: A question\n        correlationId: { location: "$message.payload#/alt" }',
      ],
    ],
    want: ["breaking both CORRELATION-CHANGED"],
    back: ["breaking both CORRELATION-CHANGED"],
  },
  {
    name: "another content type",
    edits: [["notice: { payload: {", "notice: { contentType: text/plain, payload: {"]],
    want: ["breaking receivers CONTENT-CHANGED"],
    back: ["breaking receivers CONTENT-CHANGED"],
  },
  {
    name: "another discriminating constant",
    edits: [["{ const: stop }", "{ const: halt }"]],
    want: ["breaking senders DISCRIMINATOR-CHANGED"],
    back: ["breaking senders DISCRIMINATOR-CHANGED"],
  },
  {
    name: "a new required field of what clients send",
    edits: [
      [
        "required: [type, text], properties: { type: { const: post }",
        "required: [type, text, to], properties: { to: {type: string}, type: { const: post }",
      ],
    ],
    want: ["breaking senders REQUIRED-ADDED", "compatible PROPERTY-ADDED"],
    back: ["compatible REQUIRED-REMOVED", "compatible PROPERTY-REMOVED"],
  },
  {
    name: "a new required field of what the service sends",
    edits: [
      [
        "required: [type, text], properties: { type: { const: news }",
        "required: [type, text, by], properties: { by: {type: string}, type: { const: news }",
      ],
    ],
    want: ["compatible REQUIRED-ADDED", "compatible PROPERTY-ADDED"],
    back: ["breaking receivers REQUIRED-REMOVED", "compatible PROPERTY-REMOVED"],
  },
  {
    name: "only the examples are valid",
    edits: [["title: A question\n", "title: A question\n        x-contract: { samples: examples }\n"]],
    want: ["breaking senders SAMPLES-NARROWED"],
    back: ["compatible SAMPLES-WIDENED"],
  },
  {
    name: "a message that is an error now",
    edits: [["      posted: { payload", "      posted: { x-contract: { error: true }, payload"]],
    want: ["breaking receivers ERROR-MARK-CHANGED"],
    back: ["breaking receivers ERROR-MARK-CHANGED"],
  },
  {
    name: "another title and example",
    edits: [
      ["title: A question", "title: What is asked"],
      ["text: hi }", "text: hello }"],
    ],
    want: ["cosmetic TEXT-CHANGED", "cosmetic EXAMPLES-CHANGED"],
    back: ["cosmetic TEXT-CHANGED", "cosmetic EXAMPLES-CHANGED"],
  },
];
