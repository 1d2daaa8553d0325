const SCHEMA = (type: string, more = ""): string =>
  `{ type: object, required: [type, n], properties: { type: { const: ${type} }, n: { type: integer }${more} } }`;

/** Channels with all kinds of content, for reading frames. */
export const FRAMES: string = `asyncapi: 3.0.0
info: { title: Frames, version: 1.0.0 }
defaultContentType: application/json
servers: { local: { host: "localhost:1", protocol: ws } }
channels:
  typed:
    address: /typed
    messages:
      ask: { payload: ${SCHEMA("ask")} }
      both: { payload: ${SCHEMA("both")} }
      tick: { payload: ${SCHEMA("tick")} }
      failed: { payload: ${SCHEMA("failed", ", code: { enum: [A, B] }")} }
      result: { payload: { type: object, required: [answer] } }
  plain:
    address: /plain
    messages:
      prompt: { payload: { type: object, required: [text], properties: { text: { type: string } } } }
      small: { payload: { type: object, required: [a] } }
      large: { payload: { type: object, required: [a, b] } }
  other:
    address: /other
    messages:
      line: { contentType: text/plain, payload: { type: string, maxLength: 3 } }
      audio: { contentType: audio/wav }
      packed: { contentType: application/vnd.apache.avro }
  speech:
    address: /speech
    messages:
      start: { payload: ${SCHEMA("start")} }
      stop: { payload: ${SCHEMA("stop")} }
      chunk: { contentType: audio/wav, payload: { type: string, format: binary } }
      note: { contentType: text/plain }
  sets:
    address: /sets
    messages:
      price: { payload: { type: object, required: [symbol, price], properties: { symbol: { type: string }, price: { type: number } } } }
      trade: { payload: { type: object, required: [symbol, side], properties: { symbol: { type: string }, side: { enum: [buy, sell] } } } }
  tuples:
    address: /tuples
    messages:
      sub: { payload: { type: array, minItems: 2, items: [{ const: sub }, { type: integer }] }, correlationId: { location: "$message.payload#/1" } }
      unsub: { payload: { type: array, minItems: 2, items: [{ const: unsub }, { type: integer }] } }
  lines:
    address: /lines
    messages:
      get: { contentType: text/plain, payload: { type: string, pattern: "^GET " } }
      put: { contentType: text/plain, payload: { type: string, pattern: "^PUT " } }
operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/typed" }
    messages: [{ $ref: "#/channels/typed/messages/ask" }]
    reply:
      messages:
        - $ref: "#/channels/typed/messages/tick"
        - $ref: "#/channels/typed/messages/failed"
        - $ref: "#/channels/typed/messages/result"
  prompt:
    action: receive
    channel: { $ref: "#/channels/plain" }
    messages: [{ $ref: "#/channels/plain/messages/prompt" }]
    reply:
      messages:
        - $ref: "#/channels/plain/messages/small"
        - $ref: "#/channels/plain/messages/large"
  say:
    action: receive
    channel: { $ref: "#/channels/other" }
    messages:
      - $ref: "#/channels/other/messages/line"
      - $ref: "#/channels/other/messages/audio"
  hear:
    action: send
    channel: { $ref: "#/channels/other" }
    messages: [{ $ref: "#/channels/other/messages/packed" }]
`;
