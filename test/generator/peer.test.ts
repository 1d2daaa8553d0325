import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { folderWith } from "../config/folder.ts";
import { stepsOf } from "./planned.ts";

/** Who sends orders has no name; the devices that get them have. */
const HUB = `asyncapi: 3.0.0
info: { title: hub, version: 1.0.0 }
defaultContentType: application/json
channels:
  device:
    address: /devices/{id}
    parameters: { id: {} }
    x-contract: { identity: handshake#/path/id }
    messages:
      order: { payload: { type: object, required: [op], properties: { op: { const: order } } } }
  desk:
    address: /desk
    messages:
      give: { payload: { type: object, required: [op, to], properties: { op: { const: give }, to: { type: string } } } }
      given: { payload: { type: object, required: [op], properties: { op: { const: given } } } }
operations:
  order: { action: send, channel: { $ref: '#/channels/device' }, messages: [{ $ref: '#/channels/device/messages/order' }] }
  give:
    action: receive
    channel: { $ref: '#/channels/desk' }
    messages: [{ $ref: '#/channels/desk/messages/give' }]
    reply: { messages: [{ $ref: '#/channels/desk/messages/given' }] }
    x-contract: { fills: { /to: $peer.identity } }
`;

describe("another connection's name in a request", () => {
  it("is that of a connection to the only channel where they have names", async () => {
    const folder = folderWith({ "hub.yaml": HUB });
    try {
      const { contract } = await loadContract("hub.yaml", { cwd: folder.path, cache: null });
      const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1 });
      const [first, second, third] = stepsOf(plan, "reply - desk > give > is answered with given");
      const connected = [first, second].map((step) => step?.kind === "connect" && step.handshake.channel);
      expect(connected).to.deep.equal(["desk", "device"]);
      expect(JSON.stringify(third)).to.include('"code":{"kind":"identity","client":"peer"}');
    } finally {
      folder.remove();
    }
  });
});
