/** A small document that says everything it promises: one question, its answer, and what follows bad input. */
export function firstDocument(title: string): string {
  return `# What the service promises. AsyncAPI is written from the service's chair: \`action: receive\` is what clients send.
# \`x-contract\` says what AsyncAPI has no words for: when answers come, and what follows bad input.
asyncapi: 3.1.0
info:
  title: ${JSON.stringify(title)}
  version: 1.0.0
defaultContentType: application/json

servers:
  local:
    host: localhost:8080
    protocol: ws

x-contract:
  rejects:
    unknownChannel: { status: 404 }
    malformed: { reply: error, where: { /code: MALFORMED } }
    unknown: { reply: error, where: { /code: UNKNOWN_TYPE } }
    invalid: { reply: error, where: { /code: INVALID } }
    binary: { reply: error, where: { /code: BINARY } }
    misdirected: { reply: error, where: { /code: UNKNOWN_TYPE } }

channels:
  chat:
    address: /chat
    messages:
      ask: { $ref: "#/components/messages/ask" }
      answer: { $ref: "#/components/messages/answer" }
      error: { $ref: "#/components/messages/error" }

operations:
  ask:
    action: receive
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/ask" }]
    reply:
      channel: { $ref: "#/channels/chat" }
      messages: [{ $ref: "#/channels/chat/messages/answer" }]
    x-contract: { within: 2s }
  refuse:
    action: send
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/error" }]

components:
  messages:
    ask:
      correlationId: { location: "$message.payload#/id" }
      payload:
        type: object
        required: [type, id, text]
        additionalProperties: false
        properties:
          type: { const: ask }
          id: { type: string, minLength: 1, maxLength: 64 }
          text: { type: string, minLength: 1, maxLength: 1000 }
      examples: [{ payload: { type: ask, id: q-1, text: How are you? } }]
    answer:
      correlationId: { location: "$message.payload#/id" }
      payload:
        type: object
        required: [type, id, text]
        additionalProperties: false
        properties:
          type: { const: answer }
          id: { type: string }
          text: { type: string }
    error:
      payload:
        type: object
        required: [type, code]
        properties:
          type: { const: error }
          code: { enum: [MALFORMED, UNKNOWN_TYPE, INVALID, BINARY] }
          message: { type: string }
`;
}
