import { expect } from "chai";
import { contractOf } from "./contract-builder.ts";
import { close, push, sequence, TEXT } from "./contract-parts.ts";
import { Traffic } from "./traffic.ts";

const by = { properties: { id: TEXT }, correlation: ["/id"] };
const loose = { properties: { "id?": TEXT } };

/** A service that orders things from its clients; these tell how they get on. */
function orders(order: string, { ids = true } = {}): Traffic {
  const messages = ["progress", "result"];
  const answer = { kind: "owed", messages, order: sequence("#/sequence", order), payload: null } as const;
  const spec = ids ? by : loose;
  const contract = contractOf({
    main: {
      rejects: { uncorrelated: [close(4400)] },
      messages: { order: spec, progress: spec, result: spec },
      operations: [push("order", { answer })],
    },
  });
  const t = new Traffic(contract, { patienceMs: 1000, hearsClients: true });
  t.open();
  return t;
}

describe("an answer of several messages", () => {
  it("goes on until it ends, beside that to another call", () => {
    for (const ids of [true, false]) {
      const t = orders("progress* result", { ids });
      for (const id of ["1", "2"]) t.gets({ type: "order", id });
      const frames = ["1", "2", "1"].map((id) => t.sends({ type: "progress", id }));
      frames.push(...["2", "1"].map((id) => t.sends({ type: "result", id })));
      for (const frame of frames) expect(t.fate(frame).kind, `${ids}`).to.equal("none");
      t.wait(5000);
      expect(t.rules, `${ids}`).to.deep.equal([]);
      expect(t.fate(t.sends({ type: "result", id: "1" })).kind).to.equal("refusal");
    }
  });

  it("has no message out of its order", () => {
    const t = orders("progress result");
    t.gets({ type: "order", id: "1" });
    expect(t.fate(t.sends({ type: "result", id: "1" })).kind).to.equal("refusal");
    t.closes(4400);
    expect(t.rules).to.deep.equal([]);
  });

  it("is waited for anew after each of them", () => {
    const t = orders("progress+ result");
    t.gets({ type: "order", id: "1" });
    for (let count = 0; count < 3; count += 1) {
      t.wait(900);
      t.sends({ type: "progress", id: "1" });
    }
    t.wait(998);
    expect(t.rules).to.deep.equal([]);
    t.wait(10);
    expect(t.rules).to.deep.equal(["CLIENT"]);
    expect(t.violations[0]).to.deep.include({
      frame: 1,
      promised: "the client answers with progress+ result",
    });
  });

  it("may stay away, or go on for ever, where its order says so", () => {
    const t = orders("progress*");
    t.gets({ type: "order", id: "1" });
    t.wait(5000);
    for (let count = 0; count < 3; count += 1) {
      expect(t.fate(t.sends({ type: "progress", id: "1" })).kind).to.equal("none");
      t.wait(5000);
    }
    expect(t.rules).to.deep.equal([]);
  });
});
