import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { renderTests } from "../../generator/render-tests.ts";
import { readTemplates } from "../../generator/rendering/template-set.ts";
import { folderWith } from "../config/folder.ts";

const message = (kind: string): string =>
  `{ payload: { type: object, required: [kind], properties: { kind: { const: ${kind} } } } }`;

/** The tests of what a room with that parameter and those fills pushes. */
async function pushTests(
  parameter: string,
  { more = "{}", values = {} }: { readonly more?: string; readonly values?: { [at: string]: string } } = {},
): Promise<string> {
  const folder = folderWith({
    "rooms.yaml": `asyncapi: 3.0.0
info: { title: Rooms, version: 1.0.0 }
servers: { here: { host: "localhost:1", protocol: ws } }
channels:
  room:
    address: /rooms/{room}
    parameters: { room: ${parameter} }
    messages: { say: ${message("say")}, said: ${message("said")}, joined: ${message("joined")} }
    x-contract: ${more}
operations:
  say: { action: receive, channel: { $ref: "#/channels/room" }, messages: [{ $ref: "#/channels/room/messages/say" }] }
  heard:
    action: send
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/said" }]
    x-contract: { trigger: say, audience: everyone }
  arrives:
    action: send
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/joined" }]
    x-contract: { trigger: connect, audience: others }
`,
  });
  const { contract } = await loadContract("rooms.yaml", { cwd: folder.path });
  folder.remove();
  const plan = planTests(contract, { values, seed: 1, maxWaitMs: 1000 });
  return renderTests(plan, readTemplates()).find(({ path }) => path.startsWith("push/"))?.text ?? "";
}

describe("tests of who must not get a push, where an address has parameters", () => {
  it("connect with another declared value, and see that nothing comes there", async () => {
    const text = await pushTests("{ enum: [castle, swamp] }");
    expect(text).to.include("said does not reach a client with another room");
    expect(text).to.include("joined does not reach a client with another room");
    expect(text).to.match(/connect\("room", \{ as: "second", parameters: \{ room: "swamp" \} \}\)/);
  });

  it("are left out where no other value is known to exist, or somebody says which one is right", async () => {
    const two = "{ enum: [castle, swamp] }";
    for (const text of [
      await pushTests("{ enum: [castle] }"),
      await pushTests("{ examples: [castle] }"),
      await pushTests(two, { more: '{ fills: { "handshake#/path/room": "$env.ROOM" } }' }),
      await pushTests(two, { values: { "handshake#/path/room": "castle" } }),
    ]) {
      expect(text).to.include("said reaches everyone");
      expect(text).not.to.include("another room");
    }
  });
});
