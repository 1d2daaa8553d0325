import { expect } from "chai";
import { at, client, contractOf, error, NUMBER, OPEN, push, TEXT } from "./contract-builder.ts";
import { rooms, streaming, streamingWith } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

const token = (id: string, index: number) => ({ type: "token", id, index, text: "x" });
const done = (id: string) => ({ type: "done", id });
const prompt = (id: string) => ({ type: "prompt", id });
const fault = (code: string, id?: string | null) => ({
  type: "error",
  code,
  ...(id === undefined ? {} : { id }),
});

const rpc = contractOf({
  main: {
    messages: {
      add: { properties: { method: { const: "add" }, id: NUMBER }, correlation: ["/id"], nameless: true },
      sum: { properties: { id: NUMBER, result: NUMBER }, correlation: ["/id"], nameless: true },
      list: { properties: { method: { const: "list" }, id: NUMBER }, correlation: ["/id"], nameless: true },
      names: {
        properties: { id: NUMBER, result: { type: "array", items: TEXT } },
        correlation: ["/id"],
        nameless: true,
      },
    },
    operations: [client("add", "sum"), client("list", "names")],
  },
});

/** Right traffic that a careless judge would take for wrong. */
const RIGHT: readonly {
  readonly title: string;
  readonly contract?: Parameters<typeof streaming>[0];
  readonly play: (t: Traffic) => void;
}[] = [
  {
    title: "interleaved streams, told apart by their ids",
    play(t) {
      for (const id of ["r1", "r2"]) t.sends(prompt(id));
      for (const index of [0, 1]) for (const id of ["r2", "r1"]) t.gets(token(id, index));
      for (const id of ["r1", "r2"]) t.gets(done(id));
    },
  },
  {
    title: "the same stream on two connections",
    play(t) {
      t.open("b");
      for (const id of ["a", "b"]) t.sends(prompt("r1"), id);
      for (const id of ["b", "a"]) t.gets(token("r1", 0), id);
      for (const id of ["a", "b"]) t.gets(done("r1"), id);
    },
  },
  {
    title: "unsolicited news between a request and its reply",
    play(t) {
      t.sends({ type: "ping" });
      t.sends(prompt("r1"));
      t.gets({ type: "news" });
      t.gets(token("r1", 0));
      t.gets({ type: "news" });
      t.gets({ type: "pong" });
      t.gets(done("r1"));
      t.gets({ type: "news" });
    },
  },
  {
    title: "an error without an id that ends a stream",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.gets(fault("FAILED"));
    },
  },
  {
    title: "an error without an id where two streams run: either may have ended",
    play(t) {
      for (const id of ["r1", "r2"]) t.sends(prompt(id));
      t.gets(token("r1", 0));
      t.gets(fault("FAILED", null));
      t.gets(token("r1", 1));
      t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "one id used again after its exchange ended",
    play(t) {
      for (const _ of [1, 2]) {
        t.sends(prompt("r1"));
        t.gets(token("r1", 0));
        t.gets(done("r1"));
      }
    },
  },
  {
    title: "a cancel that comes too late and fails",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sends({ type: "cancel", id: "r1" });
      t.gets(done("r1"));
      t.gets(fault("NOT_RUNNING", "r1"));
    },
  },
  {
    title: "a cancel that comes too late and is confirmed",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.gets(done("r1"));
      t.sends({ type: "cancel", id: "r1" });
      t.gets({ type: "cancelled", id: "r1" });
    },
  },
  {
    title: "a cancel that fails: the stream goes on",
    play(t) {
      for (const id of ["r1", "r2"]) t.sends(prompt(id));
      t.gets(token("r1", 0));
      t.gets(token("r2", 0));
      t.sends({ type: "cancel", id: "r1" });
      t.gets(fault("NO", "r1"));
      t.gets(token("r1", 1));
      t.gets(token("r2", 1));
      t.gets(done("r2"));
      t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "a stream that waits for its cancel is not held to its gap",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.wait(1500);
      t.sends({ type: "cancel", id: "r1" });
      t.wait(1500);
      t.gets({ type: "cancelled", id: "r1" });
    },
  },
  {
    title: "pings one after the other before any pong",
    play(t) {
      for (const nonce of ["1", "2", "3"]) t.sends({ type: "ping", nonce });
      for (const nonce of ["1", "2", "3"]) t.gets({ type: "pong", nonce });
    },
  },
  {
    title: "pongs in another order, told apart by what they repeat",
    play(t) {
      for (const nonce of ["1", "2"]) t.sends({ type: "ping", nonce });
      for (const nonce of ["2", "1"]) t.gets({ type: "pong", nonce });
    },
  },
  {
    title: "a bad frame in the middle of a stream",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sendsText("{");
      t.gets(token("r1", 1));
      t.gets(fault("MALFORMED"));
      t.gets(token("r1", 2));
      t.gets(done("r1"));
    },
  },
  {
    title: "a bad frame in the middle of a stream, refused by an error that could be the stream's own",
    contract: {
      rejects: {
        malformed: {
          kind: "inferred",
          outcomes: [{ kind: "reply", reply: { message: "error", where: [], correlated: false } }],
        },
      },
    },
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sendsText("{");
      t.gets(fault("WHAT"));
      t.gets(token("r1", 1));
      t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "two bad frames refused in the other order",
    play(t) {
      t.sends({ type: "prompt", id: "r1", text: 1 });
      t.sends({ type: "prompt", id: "r2", text: 1 });
      t.gets(fault("INVALID", "r2"));
      t.gets(fault("INVALID", "r1"));
    },
  },
  {
    title: "a duplicate that is refused, with or without the id",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      for (const id of [undefined, "r1"]) {
        t.sends(prompt("r1"));
        t.gets(fault("DUPLICATE", id));
      }
      t.gets(token("r1", 1));
      t.gets(done("r1"));
    },
  },
  {
    title: "a duplicate that crosses the end of the first and is taken",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sends(prompt("r1"));
      t.gets(done("r1"));
      t.gets(token("r1", 0));
      t.gets(done("r1"));
    },
  },
  {
    title: "a duplicate about which nothing is promised",
    contract: { rejects: { duplicate: OPEN } },
    play(t) {
      t.sends(prompt("r1"));
      t.sends(prompt("r1"));
      for (const _ of [1, 2]) t.gets(token("r1", 0));
      for (const _ of [1, 2]) t.gets(done("r1"));
      t.wait(20_000);
    },
  },
  {
    title: "a step sent before the last was answered, taken or refused",
    contract: { order: "ping prompt*" },
    play(t) {
      t.sends({ type: "ping" });
      t.sends(prompt("r1"));
      t.sends(prompt("r2"));
      t.gets({ type: "pong" });
      t.gets(fault("ORDER", "r1"));
      t.gets(token("r2", 0));
      t.gets(done("r2"));
    },
  },
  {
    title: "an interrupter that the conversation does not name, while its target runs",
    contract: { order: "prompt*" },
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.sends({ type: "cancel", id: "r1" });
      t.gets({ type: "cancelled", id: "r1" });
      t.sends({ type: "cancel", id: "r1" });
      t.gets(fault("ORDER", "r1"));
    },
  },
  {
    title: "a client that leaves in the middle of a stream",
    play(t) {
      t.sends(prompt("r1"));
      t.gets(token("r1", 0));
      t.closes(1006, "client");
      t.gets(token("r1", 1));
      t.closes(1006);
    },
  },
  {
    title: "an error that may come or not",
    play(t) {
      t.sends({ type: "maybe" });
      t.wait(5000);
      t.sends({ type: "maybe" });
      t.gets(fault("WELL"));
    },
  },
  {
    title: "a frame with two faults gets the outcome of either",
    contract: {
      limits: { place: "#", messageBytes: 20, messagesPerSecond: null, connections: null, exchanges: null },
    },
    play(t) {
      t.sends({ type: "prompt", id: 1, text: "longer than that" });
      t.gets(fault("INVALID"));
      t.sends({ type: "prompt", id: 2, text: "longer than that" });
      t.closes(1009);
    },
  },
  {
    title: "traffic at half the rate, and refusals a little below it",
    contract: {
      limits: { place: "#", messageBytes: null, messagesPerSecond: 4, connections: null, exchanges: null },
    },
    play(t) {
      for (let count = 0; count < 3; count++) {
        t.wait(500);
        t.sends({ type: "ping" });
        t.gets({ type: "pong" });
      }
      for (let count = 0; count < 4; count++) t.sends({ type: "ping" });
      t.gets({ type: "pong" });
      t.gets(fault("FAST"));
      t.closes(1008);
    },
  },
];

describe("judge: right traffic is kept", () => {
  for (const { title, contract, play } of RIGHT)
    it(title, () => {
      const traffic = new Traffic(streaming(contract));
      traffic.open();
      play(traffic);
      traffic.end();
      expect(traffic.violations).to.deep.equal([]);
    });

  it("results without a name, told apart by the id of their request", () => {
    const t = new Traffic(rpc);
    t.open();
    t.sends({ method: "list", id: 1 });
    t.sends({ method: "add", id: 2 });
    t.gets({ id: 2, result: 5 });
    t.gets({ id: 1, result: [] });
    expect(t.rules).to.deep.equal([]);
    t.sends({ method: "add", id: 3 });
    t.gets({ id: 3, result: "5" });
    expect(
      t.violations.map(({ rule, faults }) => [rule, faults.map(({ at: where }) => where)]),
    ).to.deep.equal([["SCHEMA", ["/result"]]]);
  });

  it("a reply whose message declares no id, though its request does", () => {
    const contract = contractOf({
      main: {
        messages: { get: { properties: { id: TEXT }, correlation: ["/id"] }, got: {} },
        operations: [client("get", "got")],
      },
    });
    const t = new Traffic(contract);
    t.open();
    t.sends({ type: "get", id: "1" });
    t.gets({ type: "got" });
    t.wait(10_000);
    expect(t.rules).to.deep.equal([]);
  });

  it("a close that crosses a frame of the last moment before an idle limit", () => {
    const contract = streaming({
      idle: {
        kind: "close",
        place: "#/idle",
        after: { kind: "fixed", ms: 10_000 },
        codes: { kind: "codes", codes: [4408] },
        until: "",
        resets: "client",
        reply: "",
      },
    });
    const t = new Traffic(contract);
    t.open();
    t.wait(9990);
    t.sends({ type: "note" });
    t.closes(4408);
    expect(t.rules).to.deep.equal([]);
  });

  it("a conversation that is joined in its middle", () => {
    const t = new Traffic(rooms({ order: "whoami say*" }));
    t.handshake("a", { expects: { kind: "any" } });
    t.gets({ type: "item", topic: "x", value: 1 });
    t.gets({ type: "pong" });
    t.gets({ type: "said", text: "hi" });
    t.sends({ type: "say", text: "hi" });
    t.gets({ type: "ok" });
    t.end();
    expect(t.rules).to.deep.equal([]);
    expect(t.of("unspecified")).not.to.be.empty;
    t.end();
  });

  it("pushes whose trigger was not seen, where not everybody is", () => {
    const t = new Traffic(rooms(), { seesAll: false });
    t.open();
    t.gets({ type: "hello", user: "ada" });
    t.gets({ type: "said", text: "from somebody else" });
    t.sends({ type: "say", text: "hi" });
    t.gets({ type: "ok" });
    t.gets({ type: "said", text: "hi" });
    t.gets({ type: "whispered", text: "psst" });
    t.wait(20_000);
    expect(t.rules).to.deep.equal([]);
  });

  it("a push to a connection that came after its trigger, or was about to leave", () => {
    const t = new Traffic(rooms());
    for (const id of ["a", "b"]) {
      t.open(id);
      t.gets({ type: "hello", user: id }, id);
    }
    t.sends({ type: "say", text: "hi" });
    t.open("c");
    t.gets({ type: "hello", user: "c" }, "c");
    t.gets({ type: "said", text: "hi" }, "c");
    t.closes(1000, "client", "b");
    t.gets({ type: "ok" });
    t.gets({ type: "gone" });
    t.wait(20_000);
    expect(t.rules).to.deep.equal(["NOT-DELIVERED"]);
    expect(t.violations[0]?.summary).to.contain("`gone`");
  });

  it("a push whose trigger failed, delivered or not", () => {
    const t = new Traffic(rooms());
    for (const id of ["a", "b", "c"]) {
      t.open(id);
      t.gets({ type: "hello", user: id }, id);
    }
    t.sends({ type: "say", text: "hi" });
    t.gets({ type: "error", code: "NO" });
    t.gets({ type: "said", text: "hi" }, "b");
    t.wait(20_000);
    expect(t.rules).to.deep.equal([]);
  });

  it("a message that is both reply and push, in either order", () => {
    const both = contractOf({
      main: {
        messages: { post: { properties: { text: TEXT } }, posted: { properties: { text: TEXT } } },
        operations: [
          client("post", "posted"),
          push("posted", {
            trigger: { kind: "operation", channel: "main", operation: "post", place: "#" },
            audience: { kind: "everyone", place: "#" },
            echoes: [{ place: "#", to: at("posted", "/text"), from: at("request", "/text") }],
          }),
        ],
      },
    });
    const t = new Traffic(both);
    t.open("a");
    t.open("b");
    t.wait(1);
    t.sends({ type: "post", text: "x" });
    t.gets({ type: "posted", text: "x" }, "b");
    for (const _ of [1, 2]) t.gets({ type: "posted", text: "x" });
    t.wait(20_000);
    expect(t.rules).to.deep.equal([]);
  });

  it("an answer that the server asked for, and the refusal of one that it did not", () => {
    const contract = contractOf({
      main: {
        messages: {
          ask: { properties: { id: TEXT }, correlation: ["/id"] },
          answer: { properties: { id: TEXT }, correlation: ["/id"] },
          error: { properties: { code: TEXT } },
        },
        operations: [push("ask", { answer: { kind: "owed", messages: ["answer"], payload: null } })],
        rejects: { uncorrelated: [error("WHAT")], noReply: [error("SILENT", { close: 4000 })] },
      },
    });
    const t = new Traffic(contract);
    t.open();
    t.gets({ type: "ask", id: "1" });
    expect(t.phase(t.sends({ type: "answer", id: "1" }))).to.equal("none");
    const second = t.sends({ type: "answer", id: "1" });
    t.gets({ type: "error", code: "WHAT" });
    expect(t.phase(second)).to.equal("refused");
    t.gets({ type: "ask", id: "2" });
    t.gets({ type: "error", code: "SILENT" });
    t.closes(4000);
    expect(t.rules).to.deep.equal([]);
  });

  it("a binary frame that is read as if it were text", () => {
    const t = new Traffic(streaming({ rejects: { binary: [{ kind: "as-text" }] } }));
    t.open();
    const frame = t.sendsBytes(new TextEncoder().encode('{"type":"ping"}'));
    t.gets({ type: "pong" });
    expect(t.phase(frame)).to.equal("ended");
    expect(t.rules).to.deep.equal([]);
  });

  it("an operation that needs a scope, taken or forbidden", () => {
    const contract = contractOf({
      main: {
        messages: { drop: {}, dropped: {}, error: { properties: { code: TEXT } } },
        operations: [
          client("drop", "dropped", { scopes: ["admin"], own: { forbidden: [error("FORBIDDEN")] } }),
        ],
      },
    });
    const t = new Traffic(contract);
    t.open();
    const first = t.sends({ type: "drop" });
    t.gets({ type: "dropped" });
    const second = t.sends({ type: "drop" });
    t.gets({ type: "error", code: "FORBIDDEN" });
    expect([t.phase(first), t.phase(second)]).to.deep.equal(["ended", "refused"]);
    expect(t.rules).to.deep.equal([]);
  });

  it("a close for a credential that nobody but the service knows", () => {
    const t = new Traffic(streaming());
    t.open("a", { expects: { kind: "any" } });
    t.closes(4401);
    expect(t.rules).to.deep.equal([]);
  });

  it("silence, an error or a close where the outcome can only be inferred", () => {
    const inferred = {
      kind: "inferred",
      outcomes: [{ kind: "close", codes: { kind: "refusing" } }],
    } as const;
    for (const react of [
      (t: Traffic) => t.wait(20_000),
      (t: Traffic) => t.gets(fault("WHAT")),
      (t: Traffic) => t.closes(1007),
    ]) {
      const t = new Traffic(streamingWith("malformed", inferred));
      t.open();
      t.sendsText("{");
      react(t);
      expect(t.rules).to.deep.equal([]);
    }
  });
});
