import { expect } from "chai";
import { faultSites } from "../../server/faults/sites.ts";
import { planTests } from "../../generator/index.ts";
import type { Step } from "../../generator/step.ts";
import { read } from "../contract/document-fixture.ts";
import { stepsOf } from "./planned.ts";

/** People join a room; the others there are told who comes and goes. */
const document = (moved: string): string => `
asyncapi: 3.1.0
info: { title: room, version: 1.0.0 }
defaultContentType: application/json
channels:
  room:
    address: /
    messages:
      join: { payload: { type: object, required: [type], properties: { type: { const: join } } } }
      joined: { payload: { type: object, required: [type], properties: { type: { const: joined } } } }
      moved: { payload: { type: object, required: [type], properties: { type: { const: moved } } } }
operations:
  join: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/join' }], reply: { messages: [{ $ref: '#/channels/room/messages/joined' }, { $ref: '#/channels/room/messages/moved' }] }, x-contract: { sequence: joined moved* } }
  moved: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/moved' }], x-contract: ${moved} }
`;

/** Who does what, in order: `listener join`. */
async function actsOf(moved: string, title: string): Promise<string[]> {
  const { contract } = await read(document(moved));
  const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 });
  return stepsOf(plan, `push - room > moved > ${title}`).flatMap(act);
}

function act(step: Step): string[] {
  if (step.kind === "pushed" || step.kind === "cut" || step.kind === "close")
    return [`${step.client} ${step.kind}`];
  if (step.kind === "none") return [`${step.subject.of} none`];
  return "message" in step && "client" in step && "payload" in step ? [`${step.client} ${step.message}`] : [];
}

describe("tests of who is told that somebody comes or goes", () => {
  it("have those join who are told because they have joined, and who leaves", async () => {
    const title = "moved comes when another client is cut off";
    expect(await actsOf("{ trigger: disconnect, audience: { running: join } }", title)).to.deep.equal([
      "listener join",
      "leaver join",
      "leaver cut",
      "listener pushed",
    ]);
    expect(await actsOf("{ trigger: disconnect, audience: others, after: join }", title)).to.deep.equal([
      "listener join",
      "another join",
      "leaver join",
      "leaver cut",
      "listener pushed",
      "another pushed",
    ]);
  });

  it("ask two of several, so that one who is left out is seen", async () => {
    const title = "moved comes when another client leaves";
    const acts = await actsOf("{ trigger: disconnect, audience: others }", title);
    expect(acts).to.deep.equal(["leaver close", "listener pushed", "another pushed"]);
  });

  it("expect of a newcomer nothing that only comes to who has done something for it", async () => {
    const title = "moved of a new client reaches those who asked for it and nobody else";
    const acts = await actsOf("{ trigger: connect, audience: { running: join } }", title);
    expect(acts).to.deep.equal(["listener join", "listener pushed", "newcomer none"]);
  });

  it("are not held to count who goes: another may have left unseen", async () => {
    for (const trigger of ["disconnect", "connect"]) {
      const { contract } = await read(document(`{ trigger: ${trigger}, audience: others }`));
      const twice = faultSites(contract).find(({ fault }) => fault.name === "delivered-twice");
      expect(twice?.kind).to.equal(trigger === "disconnect" ? "none" : "shows");
    }
  });
});
