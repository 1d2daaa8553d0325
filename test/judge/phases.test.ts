import { expect } from "chai";
import { contractOf } from "./contract-builder.ts";
import { client } from "./contract-parts.ts";
import { rooms, streaming } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

const token = (id: string, index: number) => ({ type: "token", id, index, text: "x" });
const prompt = (id: string, more = {}) => ({ type: "prompt", id, ...more });

function opened(): Traffic {
  const traffic = new Traffic(streaming());
  traffic.open();
  return traffic;
}

describe("judge: the phases of an exchange", () => {
  it("runs, then ends", () => {
    const t = opened();
    const frame = t.sends(prompt("r1"));
    expect(t.phase(frame)).to.equal("running");
    t.gets(token("r1", 0));
    expect(t.phase(frame)).to.equal("running");
    t.gets({ type: "done", id: "r1" });
    expect(t.phase(frame)).to.equal("ended");
    const fate = t.fate(frame);
    expect(fate.kind === "exchange" && fate.exchange.replies.map(({ name }) => name)).to.deep.equal([
      "token",
      "done",
    ]);
  });

  it("fails with an error message", () => {
    const t = opened();
    const frame = t.sends(prompt("r1"));
    t.gets({ type: "error", code: "FAILED", id: "r1" });
    expect(t.phase(frame)).to.equal("failed");
  });

  it("is interrupted by the interrupter's reply, not by the error that a case of the interrupter names", () => {
    const t = opened();
    const frame = t.sends(prompt("r1"));
    t.gets(token("r1", 0));
    const failing = t.sends({ type: "cancel", id: "r1" });
    t.gets({ type: "error", code: "NOT_RUNNING", id: "r1" });
    expect([t.phase(frame), t.phase(failing)]).to.deep.equal(["running", "failed"]);
    t.gets(token("r1", 2));
    expect(t.rules).to.deep.equal(["ORDERED"]);
    const second = t.sends(prompt("r2"));
    t.gets(token("r2", 0));
    const cancel = t.sends({ type: "cancel", id: "r2" });
    t.gets({ type: "cancelled", id: "r2" });
    expect([t.phase(second), t.phase(cancel)]).to.deep.equal(["interrupted", "ended"]);
  });

  it("takes a reply that both the interrupter and its target know into both", () => {
    const contract = contractOf({
      main: {
        messages: { run: {}, step: {}, end: {}, halt: {}, halted: {} },
        operations: [
          client("run", "step+ (end | halted)"),
          client("halt", "halted", { interrupts: ["run"] }),
        ],
      },
    });
    const t = new Traffic(contract);
    t.open();
    const run = t.sends({ type: "run" });
    t.gets({ type: "step" });
    const halt = t.sends({ type: "halt" });
    t.gets({ type: "halted" });
    expect([t.phase(run), t.phase(halt)]).to.deep.equal(["interrupted", "ended"]);
    const replies = [run, halt].map((frame) => {
      const fate = t.fate(frame);
      return fate.kind === "exchange" ? fate.exchange.replies.map(({ name }) => name) : [];
    });
    expect(replies).to.deep.equal([["step", "halted"], ["halted"]]);
    t.gets({ type: "step" });
    expect(t.rules).to.deep.equal(["AFTER-INTERRUPT"]);
  });

  it("is open-ended where nothing more is owed, but more may come", () => {
    const t = new Traffic(rooms());
    t.open();
    t.gets({ type: "hello", user: "ada" });
    const frame = t.sends({ type: "subscribe", topic: "x" });
    t.gets({ type: "subscribed", topic: "x" });
    expect(t.phase(frame)).to.equal("open-ended");
    expect(t.judge.owes("a")).to.equal(false);
    t.closes(1001);
    expect(t.phase(frame)).to.equal("ended");
  });

  it("is cut short by the service, left by the client, and by the end of a recording", () => {
    const ends = [
      (t: Traffic) => t.closes(1006),
      (t: Traffic) => t.closes(1000, "client"),
      (t: Traffic) => t.end(),
    ];
    const phases = ends.map((end) => {
      const t = opened();
      const frame = t.sends(prompt("r1"));
      end(t);
      return [t.phase(frame), t.of("notReached").length];
    });
    expect(phases).to.deep.equal([
      ["cut-short", 0],
      ["left", 1],
      ["left", 1],
    ]);
  });

  it("is broken by a violation of its sequence or deadline", () => {
    const t = opened();
    const late = t.sends(prompt("r1"));
    t.wait(2000);
    const wrong = t.sends(prompt("r2"));
    t.gets({ type: "done", id: "r2" });
    expect([t.phase(late), t.phase(wrong)]).to.deep.equal(["broken", "broken"]);
  });
});

describe("judge: the phases of a refusal", () => {
  it("is owed, then refused, with the message that refused it", () => {
    const t = opened();
    const frame = t.sendsText("{");
    expect([t.phase(frame), t.judge.owes("a")]).to.deep.equal(["owed", true]);
    t.gets({ type: "error", code: "MALFORMED" });
    const fate = t.fate(frame);
    expect(
      fate.kind === "refusal" && [fate.refusal.kinds, fate.refusal.phase, fate.refusal.reply?.name],
    ).to.deep.equal([["malformed"], "refused", "error"]);
    expect(t.judge.owes("a")).to.equal(false);
  });

  it("is refused by a close, which it tells", () => {
    const t = opened();
    const frame = t.sends({ type: "what" });
    t.closes(4400);
    const fate = t.fate(frame);
    expect(fate.kind === "refusal" && [fate.refusal.phase, fate.refusal.closeCode]).to.deep.equal([
      "refused",
      4400,
    ]);
  });

  it("is broken by another outcome, or by none", () => {
    const t = opened();
    const wrong = t.sends(prompt("r1", { text: 1 }));
    t.gets({ type: "error", code: "WHAT", id: "r1" });
    const none = t.sends(prompt("r2", { text: 1 }));
    t.wait(10_000);
    expect([t.phase(wrong), t.phase(none)]).to.deep.equal(["broken", "broken"]);
  });

  it("owes nothing where a frame is to be ignored, and says so once a later request was answered", () => {
    const t = opened();
    const frame = t.sendsBytes(new Uint8Array([1]));
    expect([t.phase(frame), t.judge.owes("a")]).to.deep.equal(["owed", false]);
    t.sends({ type: "ping" });
    t.gets({ type: "pong" });
    expect(t.phase(frame)).to.equal("refused");
  });

  it("names both kinds of a fault that nobody can tell apart", () => {
    const contract = contractOf({
      main: {
        messages: { ask: { properties: { text: { type: "string" } }, nameless: true }, answer: {} },
        operations: [client("ask", "answer")],
      },
    });
    const t = new Traffic(contract);
    t.open();
    const fate = t.fate(t.sends({ text: 1 }));
    expect(fate.kind === "refusal" && fate.refusal.kinds).to.deep.equal(["invalid", "unknown"]);
  });
});
