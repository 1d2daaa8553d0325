import { expect } from "chai";
import { planTests } from "../../generator/index.ts";
import type { Step } from "../../generator/step.ts";
import { read } from "../contract/document-fixture.ts";
import { stepsOf, testsOf } from "./planned.ts";

const fields = "room: { type: string }, topic: { type: integer }";
const message = (type: string): string =>
  `{ x-contract: { correlation: [/room, /topic] }, payload: { type: object, required: [type, room, topic], properties: { type: { const: ${type} }, ${fields} } } }`;

/** Topics of rooms, for each tenant: what is posted reaches those who have joined the room's topic. */
const DOCUMENT = `asyncapi: 3.1.0
info: { title: rooms, version: 1.0.0 }
defaultContentType: application/json
channels:
  rooms:
    address: /{tenant}
    parameters: { tenant: { enum: [acme, umbrella] } }
    messages: { join: ${message("join")}, joined: ${message("joined")}, item: ${message("item")}, post: ${message("post")}, posted: ${message("posted")}, gone: { payload: { type: object, required: [type], properties: { type: { const: gone } } } } }
operations:
  join: { action: receive, channel: { $ref: '#/channels/rooms' }, messages: [{ $ref: '#/channels/rooms/messages/join' }], reply: { messages: [{ $ref: '#/channels/rooms/messages/joined' }, { $ref: '#/channels/rooms/messages/item' }] }, x-contract: { sequence: joined item*, ordered: { "item#/topic": non-decreasing } } }
  post: { action: receive, channel: { $ref: '#/channels/rooms' }, messages: [{ $ref: '#/channels/rooms/messages/post' }], reply: { messages: [{ $ref: '#/channels/rooms/messages/posted' }] } }
  fan: { action: send, channel: { $ref: '#/channels/rooms' }, messages: [{ $ref: '#/channels/rooms/messages/item' }], x-contract: { trigger: post, audience: { running: join }, echoes: { /room: request#/room, /topic: request#/topic } } }
  gone: { action: send, channel: { $ref: '#/channels/rooms' }, messages: [{ $ref: '#/channels/rooms/messages/gone' }], x-contract: { trigger: disconnect, audience: others } }
`;

/** Who does what, in order: `sender join {"type":"join",...}`, without what is always the same. */
function act(step: Step): string[] {
  if (step.kind === "connect") {
    const parameters = JSON.stringify(step.handshake.parameters);
    return parameters.includes("umbrella") ? [`${step.client} at umbrella`] : [];
  }
  if (step.kind === "pushed" || step.kind === "close") return [`${step.client} ${step.kind}`];
  if (step.kind === "none") return [`${step.subject.of} none`];
  if (!("message" in step && "client" in step && "payload" in step)) return [];
  const { room, topic } = Object(step.payload.json);
  return [`${step.client} ${step.message} ${room}/${topic}`];
}

async function planned(): Promise<ReturnType<typeof planTests>> {
  const { contract } = await read(DOCUMENT);
  return planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 });
}

const actsOf = async (title: string): Promise<string[]> =>
  stepsOf(await planned(), `push - rooms > ${title}`).flatMap(act);

describe("tests of what comes to those who have asked for it", () => {
  it("ask for another id in each of its parts alone", async () => {
    expect(await actsOf("fan > item does not reach a join of another room")).to.include(
      "listener join room-2/1",
    );
    expect(await actsOf("fan > item does not reach a join of another topic")).to.include(
      "listener join room/2",
    );
  });

  it("have its sender ask too, for the same id each time", async () => {
    const title = "fan > item reaches its sender too, who has asked for it, each time";
    expect(await actsOf(title)).to.deep.equal([
      "sender join room/1",
      "sender post room/1",
      "sender pushed",
      "sender post room/1",
      "sender pushed",
    ]);
    const test = testsOf(await planned()).find(({ name }) => name === `push - rooms > ${title}`)?.test;
    expect(test?.covers, "what holds from one item to the next").to.include(
      "#/operations/join/x-contract/ordered/item#~1topic",
    );
  });

  it("ask for the same id at another address, where nothing of it may come", async () => {
    expect(await actsOf("fan > item does not reach a client with another tenant")).to.deep.equal([
      "elsewhere at umbrella",
      "elsewhere join room/1",
      "listener join room/1",
      "sender post room/1",
      "listener pushed",
      "elsewhere none",
    ]);
  });

  it("tell nobody at another address who has left", async () => {
    expect(await actsOf("gone > gone does not reach a client with another tenant")).to.deep.equal([
      "elsewhere at umbrella",
      "leaver close",
      "listener pushed",
      "elsewhere none",
    ]);
  });
});
