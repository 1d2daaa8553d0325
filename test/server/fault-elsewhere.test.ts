import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { at, buildContract } from "./build-contract.ts";
import { selectFault } from "../../server/faults/select.ts";
import { GATE_CONFIG, SCHEMES, tokenOf } from "./gatehouse.ts";
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

/** The same among clients whose tokens say who they are. */
const NAMED: Contract = {
  ...APART,
  securitySchemes: [SCHEMES["header"]].filter((one) => one !== undefined),
  channels: APART.channels.map((one) => ({ ...one, security: [[{ scheme: "header", scopes: [] }]] })),
};

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

  it(
    "reply-to-others@ask.reply: it comes to whoever listens there, as whom they may be",
    withStub({ contract: NAMED, config: GATE_CONFIG, faults: ["reply-to-others"] }, async ({ connect }) => {
      const as = async (identity: number) => ({
        headers: { authorization: `Bearer ${await tokenOf("valid", [], identity)}` },
      });
      const [one, other] = [
        await connect("/answering", await as(0)),
        await connect("/answering", await as(1)),
      ];
      const asker = await connect("/asking", await as(0));
      asker.send({ type: "ask", id: "a-1" });
      const answer = { type: "answer", id: "a-1" };
      expect([await one.next(), await other.next()]).to.deep.equal([answer, answer]);
    }),
  );

  it("reply-to-others has no place where nothing tells one client from another", () => {
    expect(() => selectFault(APART, "reply-to-others")).to.throw(/can't show here: no reply comes/);
  });
});
