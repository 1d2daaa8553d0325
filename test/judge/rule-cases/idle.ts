import { contractOf } from "../contract-builder.ts";
import { client, TEXT } from "../contract-parts.ts";
import { streaming } from "../contracts.ts";
import type { Traffic } from "../traffic.ts";
import type { RuleCase } from "./rule-case.ts";

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

/** Silence. */
export const IDLE_CASES: readonly RuleCase[] = [
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
