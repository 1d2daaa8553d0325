import { contractOf } from "../contract-builder.ts";
import { client, error, OPEN, TEXT } from "../contract-parts.ts";
import { rooms, streaming, streamingWith } from "../contracts.ts";
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

function pingWorks(t: Traffic): void {
  t.sends({ type: "ping" });
  t.gets({ type: "pong" });
}

/** Good input that is refused, bad input that is not. */
export const ACCEPTANCE_CASES: readonly RuleCase[] = [
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
    title: "a prompt whose id is broken is answered under another one",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: 5 });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: 5 });
      t.gets({ type: "error", code: "INVALID", id: "r1" });
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "what an invalid frame says is delivered to others",
    contract: rooms(),
    wrong(t) {
      for (const id of ["a", "b"]) {
        t.open(id);
        t.gets({ type: "hello", user: id }, id);
      }
      t.sends({ type: "say", text: 5 });
      t.gets({ type: "said", text: "5" }, "b");
    },
    right(t) {
      for (const id of ["a", "b"]) {
        t.open(id);
        t.gets({ type: "hello", user: id }, id);
      }
      t.sends({ type: "say", text: 5 });
      t.gets({ type: "error", code: "WHAT" });
    },
  },
  {
    rule: "NOT-REFUSED",
    title: "a second stream with the id of one that runs is started",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 0, text: "x" });
      t.sends({ type: "prompt", id: "r1" });
      t.gets({ type: "token", id: "r1", index: 1, text: "x" });
      t.gets({ type: "error", code: "DUPLICATE" });
      t.gets({ type: "done", id: "r1" });
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
];
