/** Rooms in AsyncAPI 2.6: what 2.x writes in another way than 3.x, in one document. */
export interface RoomsParts {
  readonly ask?: string;
  readonly tell?: string;
  readonly channel?: string;
  readonly servers?: string;
}

export function rooms({
  ask = "{}",
  tell = "{}",
  channel = "{}",
  servers = SERVERS,
}: RoomsParts = {}): string {
  return `asyncapi: 2.6.0
info: { title: Rooms, version: 1.0.0 }
defaultContentType: application/json
servers: ${servers}
channels:
  /rooms/{room}:
    servers: [local]
    parameters: { room: { $ref: "#/components/parameters/room" } }
    bindings:
      ws:
        method: GET
        query: { type: object, properties: { since: { type: integer, minimum: 0, default: 0 } } }
        headers: { type: object, properties: { Sec-WebSocket-Protocol: { type: string, enum: [rooms.v2, rooms.v1] } } }
    x-contract: ${channel}
    publish:
      operationId: ask
      security: [{ oauth: [write] }]
      traits: [{ $ref: "#/components/operationTraits/quick" }]
      summary: of its own
      message: { $ref: "#/components/messages/question" }
      x-contract: ${ask}
    subscribe:
      message:
        oneOf:
          - { $ref: "#/components/messages/welcome" }
          - { $ref: "#/components/messages/token" }
          - { $ref: "#/components/messages/done" }
          - { name: news, payload: { type: object } }
          - { payload: { type: string } }
      x-contract: ${tell}
components:
  parameters:
    room: { schema: { $ref: "#/components/schemas/Room" } }
  schemas:
    Room: { type: string, enum: [red, blue] }
  correlationIds:
    id: { location: "$message.payload#/id" }
  operationTraits:
    quick: { summary: of the trait, x-contract: { within: 2s } }
  messageTraits:
    traced: { title: of the trait, correlationId: { location: "$message.payload#/trace" } }
  messages:
    question:
      messageId: question.v1
      name: question
      title: of its own
      correlationId: { $ref: "#/components/correlationIds/id" }
      traits: [{ title: of a trait before }, { $ref: "#/components/messageTraits/traced" }]
      schemaFormat: application/schema+json;version=draft-07
      payload: { type: object, required: [trace], properties: { trace: { type: string } } }
      examples: [{ name: hello, payload: { trace: a } }]
    welcome: { payload: { type: object, required: [hi] } }
    token: { name: bit, payload: { type: object, required: [index], properties: { index: { type: integer } } } }
    done: { payload: { type: object, required: [end] } }
  securitySchemes:
    key: { type: httpApiKey, in: query, name: api_key }
    basic: { type: http, scheme: basic }
    oauth: { type: oauth2, flows: {} }
`;
}

const SERVERS = `
  queue: { url: "localhost:9092", protocol: kafka }
  local:
    url: "{host}:{port}/v1/"
    protocol: ws
    variables: { host: { default: localhost }, port: { enum: ["8080"] } }
    security: [{ key: [] }, { basic: [], key: [] }, {}]
`;
