import { expect } from "chai";
import { contractOf } from "./contract-builder.ts";
import { at, client, error, push, TEXT } from "./contract-parts.ts";
import { rooms, streaming, streamingWith } from "./contracts.ts";
import { Traffic } from "./traffic.ts";

const fault = (code: string) => ({ type: "error", code });

describe("judge: no alarm where more than one connection or channel plays a part", () => {
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
        operations: [
          push("ask", { answer: { kind: "owed", messages: ["answer"], order: null, payload: null } }),
        ],
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

  it("a service that takes a handshake of which the document only lets a refusal be inferred, but no credentials", () => {
    const close = { kind: "close", codes: { kind: "refusing" } } as const;
    const inferred = { kind: "inferred", outcomes: [close] } as const;
    const rulesOf = (
      as: "badHandshake" | "unauthenticated",
      react: (t: Traffic) => void,
    ): readonly string[] => {
      const t = new Traffic(streamingWith(as, inferred));
      t.open("a", { expects: { kind: "refused", as } });
      react(t);
      return t.rules;
    };
    const reactions = [
      (t: Traffic) => t.wait(20_000),
      (t: Traffic) => t.gets({ type: "news" }),
      (t: Traffic) => t.closes(4400),
    ];
    for (const react of reactions) expect(rulesOf("badHandshake", react)).to.deep.equal([]);
    for (const react of reactions) {
      const t = new Traffic({
        ...streaming(),
        unknownChannel: { kind: "unspecified", deliberate: false, place: "#" },
      });
      t.open("a", { channel: "", path: "/nowhere", expects: { kind: "refused", as: "unknownChannel" } });
      react(t);
      expect(t.rules).to.deep.equal([]);
    }
    expect(rulesOf("unauthenticated", (t) => t.wait(20_000))).to.deep.equal(["HANDSHAKE-ACCEPTED"]);
    expect(rulesOf("unauthenticated", (t) => t.gets({ type: "news" }))).to.deep.equal(["LEAK"]);
    expect(rulesOf("unauthenticated", (t) => t.closes(4400))).to.deep.equal([]);
  });
});
