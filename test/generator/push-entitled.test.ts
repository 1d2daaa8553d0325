import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { folderWith } from "../config/folder.ts";
import { stepsOf } from "./planned.ts";

/** Who has joined hears what others say. */
const document = (audience: string): string => `
asyncapi: 3.1.0
info: { title: room, version: 1.0.0 }
x-contract: { version: 1 }
channels:
  room:
    address: /
    messages:
      join: { payload: { type: object, required: [type], properties: { type: { const: join } } } }
      joined: { payload: { type: object, required: [type], properties: { type: { const: joined } } } }
      say: { payload: { type: object, required: [type], properties: { type: { const: say } } } }
      ack: { payload: { type: object, required: [type], properties: { type: { const: ack } } } }
      said: { payload: { type: object, required: [type], properties: { type: { const: said } } } }
operations:
  join: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/join' }], reply: { messages: [{ $ref: '#/channels/room/messages/joined' }] } }
  say: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/say' }], reply: { messages: [{ $ref: '#/channels/room/messages/ack' }] } }
  said: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/said' }], x-contract: { trigger: say, audience: ${audience}, after: join } }
`;

describe("the sender of what is pushed after something", () => {
  for (const [audience, whom] of [
    ["others", "all others and not its sender"],
    ["everyone", "everyone"],
    ["sender", "its sender and nobody else"],
  ] as const)
    it(`has done that too, so that the audience alone decides: ${audience}`, async () => {
      const folder = folderWith({ "room.yaml": document(audience) });
      try {
        const { contract } = await loadContract("room.yaml", { cwd: folder.path });
        const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 });
        const steps = stepsOf(plan, `push - room > said > said reaches ${whom}`);
        const sent = steps.flatMap((step) =>
          "message" in step && "payload" in step && "client" in step && step.client === "sender"
            ? [step.message]
            : [],
        );
        expect(sent).to.deep.equal(["join", "say"]);
      } finally {
        folder.remove();
      }
    });
});
