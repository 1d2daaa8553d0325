import { contractOf } from "../contract-builder.ts";
import { client, on, push, audience, TEXT } from "../contract-parts.ts";
import { rooms } from "../contracts.ts";
import type { Traffic } from "../traffic.ts";
import type { RuleCase } from "./rule-case.ts";

/** Three connections, known as ada, bob and cyd. */
function three(t: Traffic): void {
  for (const [id, user] of [
    ["a", "ada"],
    ["b", "bob"],
    ["c", "cyd"],
  ] as const) {
    t.open(id);
    t.gets({ type: "hello", user }, id);
  }
}

function subscribed(t: Traffic, id: string, topic: string): void {
  t.sends({ type: "subscribe", topic }, id);
  t.gets({ type: "subscribed", topic }, id);
}

const twoChannels = contractOf({
  main: {
    messages: { post: { properties: { text: TEXT } }, ok: {} },
    operations: [client("post", "ok")],
  },
  feed: {
    messages: { post: { properties: { text: TEXT } } },
    operations: [push("post", { trigger: on("post"), audience: audience("everyone") })],
  },
});

/** Pushes that have to come, once. */
export const DELIVERY_CASES: readonly RuleCase[] = [
  {
    rule: "NOT-DELIVERED",
    title: "one of two others does not get what was said",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.sends({ type: "say", text: "hi" });
      t.gets({ type: "ok" });
      t.gets({ type: "said", text: "hi" }, "b");
      t.wait(2000);
    },
    right(t) {
      three(t);
      t.sends({ type: "say", text: "hi" });
      t.gets({ type: "said", text: "hi" }, "b");
      t.gets({ type: "ok" });
      t.wait(1900);
      t.gets({ type: "said", text: "hi" }, "c");
      t.wait(10_000);
    },
  },
  {
    rule: "NOT-DELIVERED",
    title: "a subscriber does not get an item of the topic",
    contract: rooms(),
    wrong(t) {
      three(t);
      subscribed(t, "b", "x");
      subscribed(t, "c", "y");
      t.sends({ type: "publish", topic: "x", value: 1 });
      t.gets({ type: "published" });
      t.wait(2000);
    },
    right(t) {
      three(t);
      subscribed(t, "b", "x");
      subscribed(t, "c", "y");
      t.sends({ type: "publish", topic: "x", value: 1 });
      t.gets({ type: "published" });
      t.gets({ type: "item", topic: "x", value: 1 }, "b");
      t.wait(10_000);
    },
  },
  {
    rule: "NOT-DELIVERED",
    title: "a push on another channel does not come",
    contract: twoChannels,
    wrong(t) {
      t.open("a");
      t.open("f", { channel: "feed" });
      t.sends({ type: "post", text: "x" });
      t.gets({ type: "ok" });
      t.wait(2000);
    },
    right(t) {
      t.open("a");
      t.open("f", { channel: "feed" });
      t.sends({ type: "post", text: "x" });
      t.gets({ type: "ok" });
      t.gets({ type: "post", text: "x" }, "f");
      t.wait(2000);
    },
  },
  {
    rule: "NOT-DELIVERED",
    title: "nobody is told that a client has left",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.closes(1000, "client", "c");
      t.gets({ type: "gone" }, "a");
      t.wait(2000);
    },
    right(t) {
      three(t);
      t.closes(1000, "client", "c");
      t.gets({ type: "gone" }, "a");
      t.gets({ type: "gone" }, "b");
      t.wait(10_000);
    },
  },
  {
    rule: "DELIVERED-TWICE",
    title: "what was said comes twice",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.sends({ type: "say", text: "hi" });
      t.gets({ type: "ok" });
      for (const id of ["b", "c", "b"]) t.gets({ type: "said", text: "hi" }, id);
    },
    right(t) {
      three(t);
      for (const _ of [1, 2]) {
        t.sends({ type: "say", text: "hi" });
        t.gets({ type: "ok" });
      }
      for (const id of ["b", "c", "b", "c"]) t.gets({ type: "said", text: "hi" }, id);
    },
  },
  {
    rule: "DELIVERED-TWICE",
    title: "an item of a subscription comes twice",
    contract: rooms(),
    wrong(t) {
      three(t);
      subscribed(t, "b", "x");
      t.sends({ type: "publish", topic: "x", value: 1 });
      t.gets({ type: "published" });
      t.gets({ type: "item", topic: "x", value: 1 }, "b");
      t.gets({ type: "item", topic: "x", value: 1 }, "b");
    },
    right(t) {
      three(t);
      subscribed(t, "b", "x");
      for (const value of [1, 2]) t.sends({ type: "publish", topic: "x", value });
      for (const value of [1, 2]) t.gets({ type: "item", topic: "x", value }, "b");
      for (const _ of [1, 2]) t.gets({ type: "published" });
      t.wait(10_000);
    },
  },
];
