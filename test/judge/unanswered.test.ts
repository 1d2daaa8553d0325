import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { contractOf, type RejectsSpec } from "./contract-builder.ts";
import { close, push, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

const HEARD = { patienceMs: 1000, hearsClients: true };

function heartbeat(rejects: RejectsSpec = {}): Contract {
  return contractOf({
    main: {
      rejects,
      messages: {
        ask: { properties: { id: TEXT }, correlation: ["/id"] },
        answer: { properties: { id: TEXT }, correlation: ["/id"] },
      },
      operations: [
        push("ask", { answer: { kind: "owed", messages: ["answer"], order: null, payload: null } }),
      ],
    },
  });
}

describe("an answer that a client owes", () => {
  it("and does not give within the patience is a CLIENT violation, once, of the frame that asked", () => {
    const t = new Traffic(heartbeat(), HEARD);
    t.open();
    t.gets({ type: "ask", id: "1" });
    expect(t.judge.deadline()).to.equal(t.now + 1000);
    t.wait(999);
    expect(t.rules).to.deep.equal([]);
    t.wait(1);
    t.wait(5000);
    expect(t.rules).to.deep.equal(["CLIENT"]);
    expect(t.violations[0]).to.deep.include({
      frame: 1,
      summary: "the client did not answer the `ask` of `askPush` within 1 s",
    });
  });

  it("and gives to one call of two is owed for the other", () => {
    const t = new Traffic(heartbeat(), HEARD);
    t.open();
    t.gets({ type: "ask", id: "1" });
    t.gets({ type: "ask", id: "2" });
    t.sends({ type: "answer", id: "1" });
    t.wait(5000);
    expect(t.violations.map(({ rule, frame }) => `${rule} ${frame}`)).to.deep.equal(["CLIENT 2"]);
  });

  it("and gives in time, or is gone before it has to, is no violation", () => {
    const t = new Traffic(heartbeat(), HEARD);
    t.open();
    t.gets({ type: "ask", id: "1" });
    t.sends({ type: "answer", id: "1" });
    t.wait(5000);
    t.gets({ type: "ask", id: "2" });
    t.closes(1000, "client");
    t.wait(5000);
    expect(t.rules).to.deep.equal([]);
  });

  it("is nobody's fault where the clients are ours", () => {
    const t = new Traffic(heartbeat(), { patienceMs: 1000 });
    t.open();
    t.gets({ type: "ask", id: "1" });
    t.wait(5000);
    expect(t.rules).to.deep.equal([]);
  });

  it("and for which the service closes as declared is told of, whatever the patience, and of nobody else", () => {
    const t = new Traffic(heartbeat({ noReply: [close(4408)] }), { ...HEARD, patienceMs: Infinity });
    t.open();
    t.gets({ type: "ask", id: "1" });
    t.gets({ type: "ask", id: "2" });
    t.closes(4408, "server");
    expect(t.violations.map(({ rule, frame }) => `${rule} ${frame}`)).to.deep.equal(["CLIENT 1"]);
    expect(t.violations[0]?.summary).to.equal(
      "the client did not answer the `ask` of `askPush` before the service closed with 4408 for it",
    );
  });

  it("is not what a service closes for that declares no close for it", () => {
    const t = new Traffic(heartbeat(), HEARD);
    t.open();
    t.gets({ type: "ask", id: "1" });
    t.closes(1008, "server");
    expect(t.rules).not.to.include("CLIENT");
  });

  it("and that was told of already is not told of again at the close", () => {
    const t = new Traffic(heartbeat({ noReply: [close(4408)] }), HEARD);
    t.open();
    t.gets({ type: "ask", id: "1" });
    t.wait(2000);
    t.closes(4408, "server");
    expect(t.rules).to.deep.equal(["CLIENT"]);
  });

  it("is not what a close is for that also says something else, or that crossed the answer", () => {
    const expects = { kind: "any" } as const;
    const t = new Traffic(heartbeat({ noReply: [close(4408)], unauthenticated: [close(4408)] }), HEARD);
    t.open("a", { expects });
    t.gets({ type: "ask", id: "1" });
    t.closes(4408, "server");
    const crossed = new Traffic(heartbeat({ noReply: [close(4408)] }), HEARD);
    crossed.open();
    crossed.gets({ type: "ask", id: "1" });
    crossed.sends({ type: "answer", id: "1" });
    crossed.feed({ kind: "close", connection: "a", code: 4408, reason: "", by: "server" }, 0);
    expect([...t.rules, ...crossed.rules]).to.deep.equal([]);
  });
});
