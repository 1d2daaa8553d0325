import { expect } from "chai";
import { loadContract } from "../../contract/index.ts";
import { planTests } from "../../generator/index.ts";
import { folderWith } from "../config/folder.ts";
import { testsOf } from "./planned.ts";

const message = (kind: string): string =>
  `{ payload: { type: object, required: [kind], properties: { kind: { const: ${kind} } } } }`;

/** What is said in a room is heard there, what is announced there is heard in the hall, and a note by nobody. */
const DOCUMENT = `asyncapi: 3.0.0
info: { title: Rooms, version: 1.0.0 }
servers: { here: { host: "localhost:1", protocol: ws } }
channels:
  room:
    address: /room
    messages: { say: ${message("say")}, said: ${message("said")}, announce: ${message("announce")}, note: ${message("note")} }
  hall:
    address: /hall
    messages: { news: ${message("news")} }
operations:
  say: { action: receive, channel: { $ref: "#/channels/room" }, messages: [{ $ref: "#/channels/room/messages/say" }] }
  announce: { action: receive, channel: { $ref: "#/channels/room" }, messages: [{ $ref: "#/channels/room/messages/announce" }] }
  note: { action: receive, channel: { $ref: "#/channels/room" }, messages: [{ $ref: "#/channels/room/messages/note" }] }
  heard:
    action: send
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/said" }]
    x-contract: { trigger: say, audience: others }
  told:
    action: send
    channel: { $ref: "#/channels/hall" }
    messages: [{ $ref: "#/channels/hall/messages/news" }]
    x-contract: { trigger: announce, audience: everyone }
`;

describe("beside which others a test may run", () => {
  /** Of each test about that operation or push: what it must not run beside. */
  async function apartIn(part: string): Promise<unknown[]> {
    const folder = folderWith({ "rooms.yaml": DOCUMENT });
    try {
      const { contract } = await loadContract("rooms.yaml", { cwd: folder.path, cache: null });
      const tests = testsOf(planTests(contract, { values: {}, seed: 1, maxWaitMs: 1 }));
      const found = tests.filter(({ name }) => name.includes(part));
      return [...new Set(found.map(({ test }) => (test.kind === "scenario" ? test.exclusive : test.kind)))];
    } finally {
      folder.remove();
    }
  }

  it("none of its channel where it reaches others there alone", async () => {
    expect(await apartIn("message - room > say")).to.deep.equal(["channel"]);
    expect(await apartIn("push - room > heard")).to.deep.equal(["channel"]);
  });

  it("none at all where it reaches clients of another channel, or has some", async () => {
    expect(await apartIn("message - room > announce")).to.deep.equal([true]);
    expect(await apartIn("push - hall > told")).to.deep.equal([true]);
  });

  it("any where it reaches nobody else", async () => {
    expect(await apartIn("message - room > note")).to.deep.equal([false]);
  });
});
