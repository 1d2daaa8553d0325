import type { Contract } from "../../../contract/model.ts";
import { contractOf } from "../contract-builder.ts";
import { push, client, TEXT } from "../contract-parts.ts";
import { streaming } from "../contracts.ts";
import type { RuleCase } from "./rule-case.ts";

const byClose: Contract = contractOf({
  main: {
    messages: { bye: {}, last: {}, hint: { properties: { "text?": TEXT } } },
    operations: [client("bye", "last close(1000)"), push("hint")],
  },
});

/** How connections end. */
export const CLOSE_CASES: readonly RuleCase[] = [
  {
    rule: "UNEXPECTED-CLOSE",
    title: "the service closes for no declared reason",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.closes(1000);
    },
    right(t) {
      t.open();
      t.closes(1000, "client");
      t.closes(1000, "server");
    },
  },
  {
    rule: "UNEXPECTED-CLOSE",
    title: "the connection is lost",
    contract: streaming(
      {},
      { shutdown: { kind: "close", codes: { kind: "codes", codes: [1001] }, place: "#/shutdown" } },
    ),
    wrong(t) {
      t.open();
      t.feed({ kind: "failed", connection: "a", code: "ECONNRESET", message: "reset" });
    },
    right(t) {
      t.open();
      t.closes(1001);
    },
  },
  {
    rule: "NEIGHBOUR",
    title: "bad input of one client closes the connection of another",
    contract: streaming(),
    wrong(t) {
      t.open("a");
      t.open("b");
      t.sendsText("{", "a");
      t.gets({ type: "error", code: "MALFORMED" }, "a");
      t.sends({ type: "ping" }, "a");
      t.gets({ type: "pong" }, "a");
      t.sends({ type: "ping" }, "b");
      t.closes(1011, "server", "b");
    },
    right(t) {
      t.open("a");
      t.open("b");
      t.sendsText("{", "a");
      t.gets({ type: "error", code: "MALFORMED" }, "a");
      t.sends({ type: "ping" }, "b");
      t.gets({ type: "pong" }, "b");
    },
  },
  {
    rule: "WRONG-CLOSE",
    title: "an exchange that ends in a close ends in another one",
    contract: byClose,
    wrong(t) {
      t.open();
      t.sends({ type: "bye" });
      t.gets({ type: "last" });
      t.closes(1011);
    },
    right(t) {
      t.open();
      t.sends({ type: "bye" });
      t.gets({ type: "hint" });
      t.gets({ type: "last" });
      t.closes(1000);
    },
  },
  {
    rule: "NO-CLOSE",
    title: "the client's close is not answered",
    contract: streaming(),
    options: { closeAnswers: true },
    wrong(t) {
      t.open();
      t.closes(1000, "client");
      t.wait(10_000);
    },
    right(t) {
      t.open();
      t.closes(1000, "client");
      t.gets({ type: "news" });
      t.closes(1000, "server");
      t.wait(10_000);
    },
  },
  {
    rule: "NO-CLOSE",
    title: "an exchange that ends in a close does not",
    contract: byClose,
    wrong(t) {
      t.open();
      t.sends({ type: "bye" });
      t.gets({ type: "last" });
      t.wait(2000);
    },
    right(t) {
      t.open();
      t.sends({ type: "bye" });
      t.gets({ type: "last" });
      t.wait(1900);
      t.closes(1000);
    },
  },
  {
    rule: "PROTOCOL",
    title: "the service sends bytes that are no WebSocket frame",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.feed({
        kind: "failed",
        connection: "a",
        code: "WS_ERR_INVALID_UTF8",
        message: "Invalid UTF-8 sequence",
      });
      t.closes(1006);
    },
    right(t) {
      t.open();
      t.gets({ type: "news", text: "\u00e9" });
    },
  },
  {
    rule: "PROTOCOL",
    title: "the service sends data after its close frame",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sendsText('{"type":"what"}');
      t.closes(4400);
      t.gets({ type: "news" });
    },
    right(t) {
      t.open();
      t.closes(1000, "client");
      t.gets({ type: "news" });
    },
  },
];
