import { expect } from "chai";
import { contractOf } from "./contract-builder.ts";
import { PATIENCE, client, push } from "./contract-parts.ts";
import { rooms, streaming } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

const token = (id: string, index: number) => ({ type: "token", id, index, text: "x" });
const prompt = (id: string, more = {}) => ({ type: "prompt", id, ...more });

function opened(): Traffic {
  const traffic = new Traffic(streaming());
  traffic.open();
  return traffic;
}

describe("judge: deadlines", () => {
  it("is the earliest of what is owed, exactly", () => {
    const t = opened();
    expect(t.judge.deadline()).to.equal(Number.POSITIVE_INFINITY);
    t.sendsText("{");
    expect(t.judge.deadline()).to.equal(t.now + 10_000);
    t.sends({ type: "ping" });
    expect(t.judge.deadline()).to.equal(t.now + 2000);
    t.gets({ type: "pong" });
    t.gets({ type: "error", code: "MALFORMED" });
    expect(t.judge.deadline()).to.equal(Number.POSITIVE_INFINITY);
  });

  it("takes what comes at the deadline itself, and decides at a tick there", () => {
    const t = opened();
    t.sends({ type: "ping" });
    t.feed(
      {
        kind: "frame",
        connection: "a",
        frame: 99,
        from: "server",
        data: { kind: "text", text: '{"type":"pong"}' },
      },
      2000,
    );
    expect(t.rules).to.deep.equal([]);
    t.sends({ type: "ping" });
    t.feed({ kind: "tick" }, 2000);
    expect(t.rules).to.deep.equal(["NO-REPLY"]);
  });

  it("decides what was due before an event, at the time it was due", () => {
    const t = opened();
    t.sends({ type: "ping" });
    const due = t.now + 2000;
    t.feed({ kind: "close", connection: "a", code: 1000, reason: "", by: "client" }, 5000);
    expect(t.violations.map(({ rule, at }) => [rule, at])).to.deep.equal([["NO-REPLY", due]]);
  });

  it("says whose limit it was", () => {
    const contract = contractOf({
      main: { messages: { ping: {}, pong: {} }, operations: [client("ping", "pong", { within: PATIENCE })] },
    });
    const t = new Traffic(contract, { patienceMs: 500 });
    t.open();
    t.sends({ type: "ping" });
    t.wait(500);
    expect(t.violations[0]?.promised).to.equal(
      "sequence: pong, no `within` declared: the limit of 500 ms is the tool's",
    );
    const declared = opened();
    declared.sends({ type: "ping" });
    declared.wait(2000);
    expect(declared.violations[0]?.promised).to.equal("sequence: pong, within: 2 s");
  });

  it("lets only close or end decide where patience is endless", () => {
    const contract = contractOf({
      main: { messages: { ping: {}, pong: {} }, operations: [client("ping", "pong", { within: PATIENCE })] },
    });
    const t = new Traffic(contract, { patienceMs: Number.POSITIVE_INFINITY });
    t.open();
    t.sends({ type: "ping" });
    t.wait(1e9);
    expect(t.judge.deadline()).to.equal(Number.POSITIVE_INFINITY);
    t.closes(1006);
    expect(t.rules).to.deep.equal(["CUT-SHORT"]);
  });
});

describe("judge: connections and pushes", () => {
  it("takes a handshake for ignored where nothing has come for a while, an opening neither", () => {
    const t = new Traffic(rooms({ rejects: { badHandshake: [{ kind: "ignored" }] } }));
    t.open("a", { expects: { kind: "refused", as: "badHandshake" } });
    expect(t.kept, "nothing is shown yet").to.have.length(0);
    t.wait(60_000);
    expect([t.judge.connection("a")?.phase, t.judge.owes("a")]).to.deep.equal(["open", false]);
    t.closes(1000, "client");
    expect([t.rules, t.kept.length]).to.deep.equal([[], 1]);
  });

  it("takes one for accepted where something comes, and for kept neither", () => {
    const t = new Traffic(rooms({ rejects: { badHandshake: [{ kind: "ignored" }] } }));
    t.open("a", { expects: { kind: "refused", as: "badHandshake" } });
    t.gets({ type: "hello" });
    t.wait(60_000);
    expect([t.rules, t.kept.length]).to.deep.equal([["HANDSHAKE-ACCEPTED"], 0]);
  });

  it("opens after the opening, and keeps what came", () => {
    const t = new Traffic(rooms());
    t.handshake();
    const view = t.judge.connection("a");
    expect(view?.phase).to.equal("handshaking");
    t.feed({ kind: "open", connection: "a", subprotocol: "" });
    expect([view?.phase, t.judge.owes("a")]).to.deep.equal(["opening", true]);
    t.gets({ type: "hello", user: "ada" });
    expect([view?.phase, view?.opening.length, view?.received.length]).to.deep.equal(["open", 1, 1]);
    t.closes(1001);
    expect([view?.phase, view?.closed]).to.deep.equal(["closed", { code: 1001, reason: "", by: "server" }]);
  });

  it("lists what is owed to whom, and the message that paid it", () => {
    const t = new Traffic(rooms());
    for (const id of ["a", "b", "c"]) {
      t.open(id);
      t.gets({ type: "hello", user: id }, id);
    }
    const phases = () =>
      t.judge
        .pushes()
        .filter(({ operation }) => operation === "whisperedPush")
        .map(({ connection, phase }) => [connection, phase]);
    t.sends({ type: "whisper", to: "b", text: "x" });
    expect(phases()).to.deep.equal([["b", "owed"]]);
    expect([t.judge.owes("b"), t.judge.owes("c")]).to.deep.equal([true, false]);
    t.gets({ type: "whispered", text: "x" }, "b");
    expect(phases()).to.deep.equal([["b", "delivered"]]);
    expect(t.judge.pushes().at(-1)?.message).to.equal(t.judge.connection("b")?.received.at(-1));
    t.gets({ type: "ok" });
    t.sends({ type: "whisper", to: "c", text: "y" });
    t.gets({ type: "ok" });
    t.wait(2000);
    expect(phases()).to.deep.equal([
      ["b", "delivered"],
      ["c", "missed"],
    ]);
  });

  it("owes nothing to nobody in particular", () => {
    const contract = contractOf({
      main: {
        messages: { post: {}, posted: {} },
        operations: [
          client("post", ""),
          push("posted", { trigger: { kind: "operation", channel: "main", operation: "post", place: "#" } }),
        ],
      },
    });
    const t = new Traffic(contract);
    t.open("a");
    t.open("b");
    t.sends({ type: "post" });
    t.gets({ type: "posted" }, "b");
    t.wait(20_000);
    expect([t.judge.pushes(), t.rules]).to.deep.equal([[], []]);
  });

  it("refuses an event of a connection without a handshake, or of a channel that is none", () => {
    const t = new Traffic(streaming());
    expect(() => t.gets({ type: "news" }, "nobody")).to.throw(RangeError, "nobody");
    expect(() => t.handshake("a", { channel: "nowhere" })).to.throw(RangeError, "nowhere");
  });

  it("says nothing after the end", () => {
    const t = opened();
    t.sends({ type: "ping" });
    t.end();
    t.wait(20_000);
    t.gets({ type: "what" });
    expect(t.rules).to.deep.equal([]);
  });
});

describe("judge: what was kept", () => {
  it("names the promises that an exchange exercised, once a connection", () => {
    const t = opened();
    for (const id of ["r1", "r2"]) {
      t.sends(prompt(id));
      t.gets(token(id, 0));
      t.gets(token(id, 1));
      t.gets({ type: "done", id, text: "xx", count: 2 });
    }
    const places = ["#/operations/prompt", "#/operations/prompt/sequence", "#/operations/prompt/within"];
    places.push("#/operations/prompt/gap", "#/ordered", "#/joins", "#/counts", "#/components/messages/token");
    expect(t.kept).to.include.members(places);
    expect(new Set(t.kept).size).to.equal(t.kept.length);
  });

  it("leaves out the promise that was broken", () => {
    const t = opened();
    t.sends(prompt("r1"));
    t.gets(token("r1", 1));
    t.gets({ type: "done", id: "r1", count: 1 });
    expect(t.kept).to.include("#/counts").and.not.include("#/ordered");
  });

  it("names refusals, cases, openings, audiences and triggers", () => {
    const t = opened();
    t.sendsText("{");
    t.gets({ type: "error", code: "MALFORMED" });
    t.sends(prompt("r1", { text: "nobody" }));
    t.gets({ type: "error", code: "NOT_FOUND", id: "r1" });
    expect(t.kept).to.include.members(["#/rejects/malformed", "#/cases/nobody"]);
    const r = new Traffic(rooms());
    for (const id of ["a", "b"]) {
      r.open(id);
      r.gets({ type: "hello", user: id }, id);
    }
    r.sends({ type: "say", text: "hi" });
    r.gets({ type: "said", text: "hi" }, "b");
    expect(r.kept).to.include.members([
      "#/channels/main/opening",
      "#/audience/others",
      "#/trigger/say",
      "#/echoes/text",
    ]);
  });

  it("keeps nothing of what is only inferred or left open", () => {
    const t = new Traffic(streaming({ rejects: {} }));
    t.open();
    t.sendsText("{");
    t.closes(1007);
    expect(t.kept).to.deep.equal(["#/channels/main"]);
  });
});
