import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { at, buildContract } from "./build-contract.ts";
import { shows } from "./with-fault.ts";
import { withStub } from "./with-stub.ts";

const on = "#";
const id = { type: "string", minLength: 1 };

/** Requests go one way, and replies come on a connection of their own. */
const APART: Contract = buildContract([
  {
    name: "asking",
    messages: { ask: { properties: { id }, correlation: ["/id"] } },
    client: { ask: { requests: ["ask"] } },
  },
  {
    name: "answering",
    messages: {
      failure: { properties: { id }, correlation: ["/id"], error: true },
      answer: { properties: { id }, correlation: ["/id"] },
    },
    server: {
      "ask.reply": {
        messages: ["failure", "answer"],
        trigger: { kind: "operation", channel: "asking", operation: "ask", place: on },
        audience: { kind: "requester", place: on },
        echoes: [{ place: on, to: at("answer#/id"), from: at("request#/id") }],
      },
    },
  },
]);

describe("a reply on another connection", () => {
  it(
    "comes there, once, on the latest of them, with the id of its request, and is no error",
    withStub({ contract: APART }, async ({ connect }) => {
      const first = await connect("/answering");
      const latest = await connect("/answering");
      const asker = await connect("/asking");
      asker.send({ type: "ask", id: "a-1" });
      asker.send({ type: "ask", id: "a-2" });
      expect(await latest.take(2)).to.deep.equal([
        { type: "answer", id: "a-1" },
        { type: "answer", id: "a-2" },
      ]);
      expect([await first.settled(), await asker.settled()]).to.deep.equal([[], []]);
    }),
  );

  it(
    "is nobody's where nobody listens",
    withStub({ contract: APART }, async ({ connect }) => {
      const asker = await connect("/asking");
      asker.send({ type: "ask", id: "a-1" });
      expect(await asker.settled()).to.deep.equal([]);
    }),
  );

  shows(
    "reply-where-asked@ask.reply",
    "it comes where the request was sent",
    async ({ connect }) => {
      const listener = await connect("/answering");
      const asker = await connect("/asking");
      asker.send({ type: "ask", id: "a-1" });
      expect(await asker.next()).to.deep.equal({ type: "answer", id: "a-1" });
      expect(await listener.settled()).to.deep.equal([]);
    },
    APART,
  );
});
