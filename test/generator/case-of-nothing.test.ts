import { expect } from "chai";
import { planTests } from "../../generator/index.ts";
import { read } from "../contract/document-fixture.ts";
import { stepsOf } from "./planned.ts";

/** Rooms are entered and left by their name. */
const document = (one: string): string => `
asyncapi: 3.1.0
info: { title: rooms, version: 1.0.0 }
defaultContentType: application/json
channels:
  rooms:
    address: /
    messages:
      join: { correlationId: { location: $message.payload#/room }, payload: { type: object, required: [type, room], properties: { type: { const: join }, room: { type: string } } } }
      joined: { correlationId: { location: $message.payload#/room }, payload: { type: object, required: [type, room], properties: { type: { const: joined }, room: { type: string } } } }
      item: { correlationId: { location: $message.payload#/room }, payload: { type: object, required: [type, room], properties: { type: { const: item }, room: { type: string } } } }
      leave: { correlationId: { location: $message.payload#/room }, payload: { type: object, required: [type, room], properties: { type: { const: leave }, room: { type: string }, polite: { type: boolean } } } }
      left: { correlationId: { location: $message.payload#/room }, payload: { type: object, required: [type, room], properties: { type: { const: left }, room: { type: string } } } }
      error: { correlationId: { location: $message.payload#/room }, payload: { type: object, required: [type, room], properties: { type: { const: error }, room: { type: string } } } }
operations:
  join: { action: receive, channel: { $ref: '#/channels/rooms' }, messages: [{ $ref: '#/channels/rooms/messages/join' }], reply: { messages: [{ $ref: '#/channels/rooms/messages/joined' }, { $ref: '#/channels/rooms/messages/item' }] }, x-contract: { sequence: joined item* } }
  leave: { action: receive, channel: { $ref: '#/channels/rooms' }, messages: [{ $ref: '#/channels/rooms/messages/leave' }], reply: { messages: [{ $ref: '#/channels/rooms/messages/left' }, { $ref: '#/channels/rooms/messages/error' }] }, x-contract: { interrupts: join, cases: [${one}] } }
`;

/** What the test of the only case sends, in order. */
async function sentFor(one: string, title: string): Promise<string[]> {
  const { contract } = await read(document(one));
  const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 });
  return stepsOf(plan, `reply - rooms > leave > ${title}`).flatMap((step) =>
    "message" in step && "payload" in step ? [step.message] : [],
  );
}

describe("a case of what interrupts", () => {
  it("that names an id and expects an error is about one under which nothing runs", async () => {
    const send = "{ name: never joined, send: { room: nowhere }, expect: ";
    expect(await sentFor(`${send}error }`, "never joined: error")).to.deep.equal(["leave"]);
    expect(await sentFor(`${send}{ reply: error } }`, "never joined: error")).to.deep.equal(["leave"]);
    expect(await sentFor(`${send}{ close: 1008 } }`, "never joined: close 1008")).to.deep.equal(["leave"]);
  });

  it("is about what runs where it names no id, or expects that it ends", async () => {
    const rude = "{ name: rude, send: { polite: false }, expect: error }";
    expect(await sentFor(rude, "rude: error")).to.deep.equal(["join", "leave"]);
    const lobby = "{ name: lobby, send: { room: lobby }, expect: left }";
    expect(await sentFor(lobby, "lobby: left")).to.deep.equal(["join", "leave"]);
  });
});
