import { streaming } from "../contracts.ts";
import type { Traffic } from "../traffic.ts";
import type { RuleCase } from "./rule-case.ts";

const token = (id: string, index: number, text = "x") => ({ type: "token", id, index, text });
const done = (id: string, more = {}) => ({ type: "done", id, ...more });

/** A prompt that has had two tokens. */
function stream(t: Traffic, id = "r1"): void {
  t.sends({ type: "prompt", id });
  t.gets(token(id, 0));
  t.gets(token(id, 1));
}

/** Frames and what they belong to. */
export const EXCHANGE_CASES: readonly RuleCase[] = [
  {
    rule: "MALFORMED",
    title: "a frame of the service is no JSON",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.getsText("{");
    },
    right(t) {
      t.open();
      t.getsText('{"type":"news"}');
    },
  },
  {
    rule: "UNDECLARED",
    title: "a frame of the service is no message of its own",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.gets({ type: "ping" });
    },
    right(t) {
      t.open();
      t.gets({ type: "news" });
    },
  },
  {
    rule: "SCHEMA",
    title: "a reply breaks its schema, and the exchange goes on",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: "0", text: "x" });
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets(token("r1", 0));
      t.gets(done("r1"));
    },
  },
  {
    rule: "NO-REPLY",
    title: "the first reply does not come in time",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "ping" });
      t.wait(2000);
      t.gets({ type: "pong" });
    },
    right(t) {
      t.open();
      t.sends({ type: "ping" });
      t.wait(1999);
      t.gets({ type: "pong" });
      t.wait(10_000);
    },
  },
  {
    rule: "STALLED",
    title: "a stream stops before its end",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.wait(2000);
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      stream(t);
      t.wait(1999);
      t.gets(done("r1"));
      t.wait(10_000);
    },
  },
  {
    rule: "OUT-OF-SEQUENCE",
    title: "a stream ends before it began",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets(done("r1"));
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      stream(t);
      t.gets({ type: "news" });
      t.gets(done("r1"));
    },
  },
  {
    rule: "AFTER-END",
    title: "a token comes after done",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.gets(done("r1"));
      t.gets(token("r1", 2));
    },
    right(t) {
      t.open();
      stream(t);
      t.gets(token("r1", 2));
      t.gets(done("r1"));
      t.gets({ type: "news" });
    },
  },
  {
    rule: "AFTER-END",
    title: "a second pong comes for one ping",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "ping" });
      t.gets({ type: "pong" });
      t.gets({ type: "pong" });
    },
    right(t) {
      t.open();
      t.sends({ type: "ping" });
      t.sends({ type: "ping" });
      t.gets({ type: "pong" });
      t.gets({ type: "pong" });
    },
  },
  {
    rule: "UNKNOWN-CORRELATION",
    title: "a token carries an id that was never sent here",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.gets(token("r2", 2));
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      stream(t);
      t.sends({ type: "prompt", id: "r2" });
      t.gets(token("r2", 0));
      t.gets(done("r1"));
      t.gets(done("r2"));
    },
  },
  {
    rule: "UNEXPECTED",
    title: "a reply comes that nobody asked for",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.gets({ type: "pong" });
    },
    right(t) {
      t.open();
      t.gets({ type: "news" });
    },
  },
  {
    rule: "CUT-SHORT",
    title: "the connection is lost in the middle of a stream",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.closes(1006);
    },
    right(t) {
      t.open();
      stream(t);
      t.closes(1000, "client");
    },
  },
  {
    rule: "AFTER-INTERRUPT",
    title: "a token comes after cancelled",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.sends({ type: "cancel", id: "r1" });
      t.gets({ type: "cancelled", id: "r1" });
      t.gets(token("r1", 2));
    },
    right(t) {
      t.open();
      stream(t);
      t.sends({ type: "cancel", id: "r1" });
      t.gets(token("r1", 2));
      t.gets({ type: "cancelled", id: "r1" });
      t.wait(10_000);
    },
  },
  {
    rule: "AFTER-INTERRUPT",
    title: "a token comes long after an interrupter without a reply",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.sends({ type: "stop" });
      t.wait(2100);
      t.gets(token("r1", 2));
    },
    right(t) {
      t.open();
      stream(t);
      t.sends({ type: "stop" });
      t.gets(token("r1", 2));
      t.wait(10_000);
    },
  },
];
