import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { folderWith } from "../config/folder.ts";
import { testsOf } from "./planned.ts";

const message = (type: string): string =>
  `${type}: { payload: { type: object, required: [type], properties: { type: { const: ${type} } } }, examples: [{ payload: { type: ${type} } }] }`;

/** Where somebody speaks into an answer, the answer is a new one. */
const VOICE = `asyncapi: 3.0.0
info: { title: Voice, version: 1.0.0 }
defaultContentType: application/json
servers: { here: { host: "localhost:1", protocol: ws } }
channels:
  voice:
    address: /
    messages:
      ${message("prompt")}
      ${message("stop")}
      ${message("token")}
      ${message("done")}
operations:
  say:
    action: receive
    channel: { $ref: "#/channels/voice" }
    messages: [{ $ref: "#/channels/voice/messages/prompt" }]
    reply: { messages: [{ $ref: "#/channels/voice/messages/token" }, { $ref: "#/channels/voice/messages/done" }] }
    x-contract: { sequence: token* done, interrupts: say }
  stop:
    action: receive
    channel: { $ref: "#/channels/voice" }
    messages: [{ $ref: "#/channels/voice/messages/stop" }]
    reply: { messages: [{ $ref: "#/channels/voice/messages/done" }] }
    x-contract: { interrupts: say }
`;

describe("a request that ends the one of its own kind", () => {
  it("is not tried right behind it: nobody can tell which of the two the first answer is to", async () => {
    const folder = folderWith({ "asyncapi.yaml": VOICE });
    const { contract } = await loadContract("asyncapi.yaml", { cwd: folder.path });
    folder.remove();
    const plan = planTests(contract, { values: {}, seed: 1, maxWaitMs: 1000 });
    const titles = testsOf(plan).map(({ test }) => test.title);
    const ends = titles.filter((title) => title.startsWith("ends a running say"));
    expect(ends, "each is tried while it runs").to.have.lengthOf(2);
    expect(titles.filter((title) => title === "may come right behind say")).to.have.lengthOf(1);
  });
});
