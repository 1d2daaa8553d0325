import { error, OPEN } from "../contract-parts.ts";
import { streaming } from "../contracts.ts";
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

function pingWorks(t: Traffic): void {
  t.sends({ type: "ping" });
  t.gets({ type: "pong" });
}

/** Bad input that is refused otherwise, or not at all. */
export const REFUSAL_CASES: readonly RuleCase[] = [
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
    rule: "NO-CLOSE",
    title: "the close that ends a flood does not come",
    contract: streaming(limits({ messagesPerSecond: 4 })),
    wrong(t) {
      t.open();
      for (let count = 0; count < 12; count++) t.sends({ type: "ping" });
      for (let count = 0; count < 4; count++) t.gets({ type: "pong" });
      t.gets({ type: "error", code: "FAST" });
      t.wait(20_000);
    },
    right(t) {
      t.open();
      for (let count = 0; count < 12; count++) t.sends({ type: "ping" });
      for (let count = 0; count < 4; count++) t.gets({ type: "pong" });
      t.gets({ type: "error", code: "FAST" });
      t.wait(9000);
      t.closes(1008);
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "every frame of a flood is answered",
    contract: streaming(limits({ messagesPerSecond: 4 })),
    wrong(t) {
      t.open();
      for (let count = 0; count < 12; count++) t.sends({ type: "ping" });
      for (let count = 0; count < 12; count++) t.gets({ type: "pong" });
      t.wait(20_000);
    },
    right(t) {
      t.open();
      for (let count = 0; count < 12; count++) t.sends({ type: "ping" });
      for (let count = 0; count < 4; count++) t.gets({ type: "pong" });
      for (let count = 0; count < 8; count++) t.gets({ type: "error", code: "FAST" });
      t.closes(1008);
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
    title: "a malformed frame gets another code in the middle of a stream",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
      t.sendsText("{");
      t.gets({ type: "error", code: "INVALID" });
      t.gets({ type: "done", id: "r1" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
      t.sendsText("{");
      t.gets({ type: "error", code: "MALFORMED" });
      t.gets({ type: "done", id: "r1" });
    },
  },
  {
    rule: "WRONG-REFUSAL",
    title: "a duplicate gets another code",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "error", code: "INVALID" });
      t.gets({ type: "done", id: "r1" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "done", id: "r1" });
      t.gets({ type: "error", code: "FAILED", id: "r1" });
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
];
