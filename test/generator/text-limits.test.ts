import { expect } from "chai";
import { planTests } from "../../generator/index.ts";
import { read } from "../contract/document-fixture.ts";
import { testsOf } from "./planned.ts";

/** Lines of plain text, a few a second. */
const LINES = `
asyncapi: 3.0.0
info: { title: Lines, version: 1.0.0 }
channels:
  lines:
    address: /lines
    messages:
      line: { contentType: text/plain, payload: { type: string, pattern: "^[A-Z]+$" } }
      ok: { contentType: text/plain, payload: { type: string, const: OK } }
    x-contract: { limits: { messagesPerSecond: 10, messageBytes: 64 }, rejects: { tooFast: { close: 1008 }, tooLarge: { close: 1009 } } }
operations:
  line:
    action: receive
    channel: { $ref: "#/channels/lines" }
    messages: [{ $ref: "#/channels/lines/messages/line" }]
    reply: { messages: [{ $ref: "#/channels/lines/messages/ok" }] }
`;

describe("limits of a channel of plain text", () => {
  it("are not tried with JSON, which is refused for what it is", async () => {
    const { contract } = await read(LINES);
    const tests = testsOf(planTests(contract, { values: {}, seed: 1, maxWaitMs: 1 }));
    const titles = ["refuses 30 messages in one second", "refuses a frame of 65 bytes"];
    for (const title of titles)
      expect(tests.find(({ test }) => test.title === title)?.test).to.include({
        kind: "notReached",
        reason: "not steerable",
        because: "only JSON is made longer by blanks, or sent in bulk",
      });
  });
});
