import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { contractOf } from "./contract-builder.ts";
import { push, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

const HEARD = { patienceMs: 1000, hearsClients: true };

function heartbeat(): Contract {
  return contractOf({
    main: {
      messages: {
        ask: { properties: { id: TEXT }, correlation: ["/id"] },
        answer: { properties: { id: TEXT }, correlation: ["/id"] },
      },
      operations: [push("ask", { answer: { kind: "owed", messages: ["answer"], payload: null } })],
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
});
