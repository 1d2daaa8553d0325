import { client, contractOf, error, OPEN, TEXT } from "../contract-builder.ts";
import { streaming, streamingWith } from "../contracts.ts";
import type { Traffic } from "../traffic.ts";
import type { RuleCase } from "./rule-case.ts";

const INVALID = { type: "prompt", id: "r1", text: 5 };

const limits = (more: object) => ({
  limits: {
    place: "#/limits",
    messageBytes: null,
    messagesPerSecond: null,
    connections: null,
    exchanges: null,
    ...more,
  },
});

const ordered = streaming({ order: "ping prompt*" });
const idle = streaming({
  idle: {
    kind: "close",
    place: "#/idle",
    after: { kind: "fixed", ms: 30_000 },
    codes: { kind: "codes", codes: [4408] },
    until: "",
    resets: "client",
    reply: "",
  },
});
const fromHandshake = streaming({
  idle: {
    kind: "close",
    place: "#/idle",
    after: {
      kind: "handshake",
      pointer: { of: "handshake", index: null, pointer: "/query/timeout" },
      unitMs: 1000,
      defaultMs: 60_000,
    },
    codes: { kind: "codes", codes: [4408] },
    until: "",
    resets: "any",
    reply: "news",
  },
});
const login = contractOf({
  main: {
    messages: {
      login: { properties: { "name?": TEXT } },
      welcome: {},
      error: { properties: { code: TEXT } },
    },
    operations: [client("login", "welcome | error")],
    idle: {
      kind: "close",
      place: "#/idle",
      after: { kind: "fixed", ms: 5000 },
      codes: { kind: "codes", codes: [4401] },
      until: "login",
      resets: "client",
      reply: "",
    },
  },
});

function pingWorks(t: Traffic): void {
  t.sends({ type: "ping" });
  t.gets({ type: "pong" });
}

/** Bad input, and silence. */
export const REFUSAL_CASES: readonly RuleCase[] = [
  {
    rule: "NOT-ACCEPTED",
    title: "a valid prompt is refused as invalid",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "error", code: "INVALID", id: "r1" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "error", code: "NOT_FOUND", id: "r1" });
    },
  },
  {
    rule: "NOT-ACCEPTED",
    title: "a valid ping, which has no errors of its own, is refused",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "ping" });
      t.gets({ type: "error", code: "MALFORMED" });
    },
    right(t) {
      t.open();
      pingWorks(t);
      t.sendsText("{");
      t.gets({ type: "error", code: "MALFORMED" });
    },
  },
  {
    rule: "NOT-ACCEPTED",
    title: "a valid message without a reply is refused",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "note" });
      t.gets({ type: "error", code: "INVALID" });
    },
    right(t) {
      t.open();
      t.sends({ type: "note" });
      t.gets({ type: "news" });
      t.wait(20_000);
    },
  },
  {
    rule: "NOT-ACCEPTED",
    title: "a valid message gets the close that unknown ones get",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "ping" });
      t.closes(4400);
    },
    right(t) {
      t.open();
      t.sends({ type: "pang" });
      t.closes(4400);
    },
  },
  {
    rule: "NOT-ACCEPTED",
    title: "a message of the size that is allowed is refused",
    contract: streaming(limits({ messageBytes: 15 })),
    wrong(t) {
      t.open();
      t.sendsText('{"type":"ping"}');
      t.closes(1009);
    },
    right(t) {
      t.open();
      t.sendsText('{"type":"ping"}');
      t.gets({ type: "pong" });
      t.sendsText('{"type":"ping" }');
      t.closes(1009);
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "an invalid prompt is answered with tokens",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends(INVALID);
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
      t.gets({ type: "done", id: "r1" });
    },
    right(t) {
      t.open();
      t.sends(INVALID);
      t.gets({ type: "error", code: "INVALID", id: "r1" });
      pingWorks(t);
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "an invalid prompt is answered with tokens, where nothing is promised",
    contract: streamingWith("invalid", OPEN),
    wrong(t) {
      t.open();
      t.sends(INVALID);
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
    },
    right(t) {
      t.open();
      t.sends(INVALID);
      t.gets({ type: "error", code: "WHAT", id: "r1" });
      t.sends(INVALID);
      pingWorks(t);
      t.sends(INVALID);
      t.closes(1008);
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "a malformed frame is answered like a ping",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sendsText('{"type":"ping"');
      t.gets({ type: "pong" });
    },
    right(t) {
      t.open();
      t.sendsText('{"type":"ping"');
      t.gets({ type: "error", code: "MALFORMED" });
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "an operation out of order is answered",
    contract: ordered,
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "error", code: "ORDER", id: "r1" });
      pingWorks(t);
      t.sends({ type: "prompt", id: "r2" });
      t.gets({ type: "error", code: "NOT_FOUND", id: "r2" });
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "one exchange too many is taken",
    contract: streaming({ ...limits({ exchanges: 1 }), rejects: { tooFast: [error("MANY")] } }),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.sends({ type: "prompt", id: "r2" });
      t.gets({ type: "token", id: "r2", index: 0, text: "x" });
      t.gets({ type: "error", code: "X", id: "r1" });
      t.gets({ type: "error", code: "X", id: "r2" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.sends({ type: "prompt", id: "r2" });
      t.sends({ type: "prompt", id: "r3" });
      t.gets({ type: "error", code: "MANY", id: "r2" });
      t.gets({ type: "error", code: "X", id: "r1" });
      t.gets({ type: "token", id: "r3", index: 0, text: "x" });
      t.gets({ type: "done", id: "r3" });
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "the second request of one id is answered while the first runs",
    contract: contractOf({
      main: {
        messages: {
          watch: { properties: { id: TEXT }, correlation: ["/id"] },
          watching: { properties: { id: TEXT }, correlation: ["/id"] },
          item: { properties: { id: TEXT }, correlation: ["/id"] },
          error: { properties: { code: TEXT } },
        },
        operations: [client("watch", "watching item*")],
        rejects: { duplicate: [error("DUPLICATE", { correlated: false })] },
      },
    }),
    wrong(t) {
      t.open();
      t.sends({ type: "watch", id: "r1" });
      t.sends({ type: "watch", id: "r1" });
      t.gets({ type: "watching", id: "r1" });
      t.gets({ type: "watching", id: "r1" });
      t.gets({ type: "item", id: "r1" });
    },
    right(t) {
      t.open();
      t.sends({ type: "watch", id: "r1" });
      t.sends({ type: "watch", id: "r1" });
      t.gets({ type: "error", code: "DUPLICATE" });
      t.gets({ type: "watching", id: "r1" });
      t.gets({ type: "item", id: "r1" });
      t.sends({ type: "watch", id: "r1" });
      t.gets({ type: "item", id: "r1" });
      t.gets({ type: "error", code: "DUPLICATE" });
    },
  },
  {
    rule: "NO-REFUSAL",
    title: "a malformed frame gets nothing",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sendsText("{");
      t.wait(10_000);
    },
    right(t) {
      t.open();
      t.sendsText("{");
      t.wait(9999);
      t.gets({ type: "error", code: "MALFORMED" });
    },
  },
  {
    rule: "NO-REFUSAL",
    title: "a flood is never refused",
    contract: streaming(limits({ messagesPerSecond: 4 })),
    wrong(t) {
      t.open();
      for (let count = 0; count < 12; count++) t.sends({ type: "note" });
      t.wait(20_000);
    },
    right(t) {
      t.open();
      for (let count = 0; count < 12; count++) t.sends({ type: "ping" });
      for (let count = 0; count < 5; count++) t.gets({ type: "pong" });
      t.gets({ type: "error", code: "FAST" });
      t.closes(1008);
    },
  },
  {
    rule: "NO-CLOSE",
    title: "the close after an error does not come",
    contract: streaming({ rejects: { unknown: [error("UNKNOWN", { close: 4400 })] } }),
    wrong(t) {
      t.open();
      t.sends({ type: "what" });
      t.gets({ type: "error", code: "UNKNOWN" });
      t.wait(10_000);
    },
    right(t) {
      t.open();
      t.sends({ type: "what" });
      t.gets({ type: "error", code: "UNKNOWN" });
      t.wait(9000);
      t.closes(4400);
    },
  },
  {
    rule: "WRONG-REFUSAL",
    title: "an invalid prompt gets another code",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends(INVALID);
      t.gets({ type: "error", code: "MALFORMED", id: "r1" });
    },
    right(t) {
      t.open();
      t.sends(INVALID);
      t.gets({ type: "error", code: "INVALID" });
      t.sends(INVALID);
      t.gets({ type: "error", code: "INVALID", id: null });
    },
  },
  {
    rule: "WRONG-REFUSAL",
    title: "a refusal carries another id",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends(INVALID);
      t.gets({ type: "error", code: "INVALID", id: "r9" });
    },
    right(t) {
      t.open();
      t.sendsText("[");
      t.gets({ type: "error", code: "MALFORMED", id: "r9" });
    },
  },
  {
    rule: "WRONG-REFUSAL",
    title: "a frame that should be refused by a message is refused by a close",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sendsText("{");
      t.closes(1007);
    },
    right(t) {
      t.open();
      t.sends({ type: "what" });
      t.closes(4400);
    },
  },
  {
    rule: "WRONG-REFUSAL",
    title: "a close follows a refusal that leaves the connection open",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sendsText("{");
      t.gets({ type: "error", code: "MALFORMED" });
      t.closes(1007);
    },
    right(t) {
      t.open();
      t.sendsText("{");
      t.gets({ type: "error", code: "MALFORMED" });
      t.closes(1000, "client");
    },
  },
  {
    rule: "WRONG-REFUSAL",
    title: "a frame that should be ignored is answered",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sendsBytes(new Uint8Array([1]));
      t.gets({ type: "error", code: "BINARY" });
    },
    right(t) {
      t.open();
      t.sendsBytes(new Uint8Array([1]));
      pingWorks(t);
      t.sendsBytes(new Uint8Array([2]));
      t.wait(20_000);
    },
  },
  {
    rule: "UNEXPECTED-CLOSE",
    title: "a frame about which nothing is promised breaks the service",
    contract: streaming({ rejects: { malformed: OPEN } }),
    wrong(t) {
      t.open();
      t.sendsText("{");
      t.closes(1006);
    },
    right(t) {
      t.open();
      t.sendsText("{");
      t.closes(1007);
    },
  },
  {
    rule: "IDLE-EARLY",
    title: "a silent connection is closed too early",
    contract: idle,
    wrong(t) {
      t.open();
      t.wait(20_000);
      t.closes(4408);
    },
    right(t) {
      t.open();
      t.wait(20_000);
      pingWorks(t);
      t.wait(29_000);
      t.closes(4408);
    },
  },
  {
    rule: "IDLE-LATE",
    title: "a silent connection stays open",
    contract: idle,
    wrong(t) {
      t.open();
      t.wait(37_000);
      t.closes(4408);
    },
    right(t) {
      t.open();
      t.wait(35_990);
      t.closes(4408);
    },
  },
  {
    rule: "IDLE-LATE",
    title: "a login deadline is not kept",
    contract: login,
    wrong(t) {
      t.open();
      t.sends({ type: "login" });
      t.gets({ type: "error", code: "NO" });
      t.wait(7000);
    },
    right(t) {
      t.open();
      t.sends({ type: "login" });
      t.gets({ type: "welcome" });
      t.wait(60_000);
    },
  },
  {
    rule: "WRONG-CLOSE",
    title: "a silent connection is closed with another code",
    contract: idle,
    wrong(t) {
      t.open();
      t.wait(31_000);
      t.closes(1000);
    },
    right(t) {
      t.open();
      t.wait(31_000);
      t.closes(4408);
    },
  },
  {
    rule: "WRONG-CLOSE",
    title: "a silent connection is closed without the message before",
    contract: fromHandshake,
    wrong(t) {
      t.open("a", { query: { timeout: "10" } });
      t.wait(10_000);
      t.closes(4408);
    },
    right(t) {
      t.open("a", { query: { timeout: "10" } });
      t.wait(5000);
      t.gets({ type: "news" });
      t.wait(10_000);
      t.gets({ type: "news" });
      t.closes(4408);
    },
  },
];
