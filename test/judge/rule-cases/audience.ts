import { contractOf } from "../contract-builder.ts";
import { client, push, TEXT } from "../contract-parts.ts";
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

const enabled = contractOf({
  main: {
    messages: { login: {}, welcome: {}, tick: {}, error: { properties: { code: TEXT } } },
    operations: [client("login", "welcome | error"), push("tick", { after: "login" })],
  },
});

/** Pushes that must not come, or not like that. */
export const AUDIENCE_CASES: readonly RuleCase[] = [
  {
    rule: "AUDIENCE",
    title: "a private message reaches a bystander",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.sends({ type: "whisper", to: "bob", text: "psst" });
      t.gets({ type: "ok" });
      t.gets({ type: "whispered", text: "psst" }, "b");
      t.gets({ type: "whispered", text: "psst" }, "c");
    },
    right(t) {
      three(t);
      t.sends({ type: "whisper", to: "bob", text: "psst" });
      t.gets({ type: "ok" });
      t.gets({ type: "whispered", text: "psst" }, "b");
      t.wait(10_000);
    },
  },
  {
    rule: "AUDIENCE",
    title: "the speaker hears what only others hear",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.sends({ type: "say", text: "hi" });
      for (const id of ["a", "b", "c"]) t.gets({ type: "said", text: "hi" }, id);
      t.gets({ type: "ok" });
    },
    right(t) {
      three(t);
      t.sends({ type: "say", text: "hi" });
      t.sends({ type: "say", text: "ho" }, "b");
      t.gets({ type: "said", text: "ho" }, "a");
      t.gets({ type: "said", text: "hi" }, "b");
      t.gets({ type: "said", text: "ho" }, "c");
      t.gets({ type: "said", text: "hi" }, "c");
      t.gets({ type: "ok" });
      t.gets({ type: "ok" }, "b");
    },
  },
  {
    rule: "AUDIENCE",
    title: "an item reaches a connection that has another topic",
    contract: rooms(),
    wrong(t) {
      three(t);
      subscribed(t, "c", "y");
      t.sends({ type: "publish", topic: "x", value: 1 });
      t.gets({ type: "published" });
      t.gets({ type: "item", topic: "x", value: 1 }, "c");
    },
    right(t) {
      three(t);
      subscribed(t, "c", "x");
      t.sends({ type: "publish", topic: "x", value: 1 });
      t.gets({ type: "published" });
      t.gets({ type: "item", topic: "x", value: 1 }, "c");
    },
  },
  {
    rule: "AFTER-INTERRUPT",
    title: "an item comes after unsubscribed",
    contract: rooms(),
    wrong(t) {
      three(t);
      subscribed(t, "b", "x");
      t.sends({ type: "unsubscribe", topic: "x" }, "b");
      t.gets({ type: "unsubscribed", topic: "x" }, "b");
      t.gets({ type: "item", topic: "x", value: 1 }, "b");
    },
    right(t) {
      three(t);
      subscribed(t, "b", "x");
      t.sends({ type: "publish", topic: "x", value: 1 });
      t.sends({ type: "unsubscribe", topic: "x" }, "b");
      t.gets({ type: "item", topic: "x", value: 1 }, "b");
      t.gets({ type: "published" });
      t.gets({ type: "unsubscribed", topic: "x" }, "b");
      t.wait(10_000);
    },
  },
  {
    rule: "ECHO",
    title: "what is delivered is not what was said",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.sends({ type: "say", text: "hi" });
      t.gets({ type: "ok" });
      t.gets({ type: "said", text: "ho" }, "b");
      t.gets({ type: "said", text: "hi" }, "c");
      t.wait(10_000);
    },
    right(t) {
      three(t);
      t.sends({ type: "say", text: "hi" });
      t.gets({ type: "ok" });
      t.gets({ type: "said", text: "hi" }, "b");
      t.gets({ type: "said", text: "hi" }, "c");
      t.wait(10_000);
    },
  },
  {
    rule: "UNEXPECTED",
    title: "something is delivered that nobody has said",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.gets({ type: "said", text: "hi" }, "b");
    },
    right(t) {
      three(t);
      t.sends({ type: "shout", text: "hi" });
      for (const id of ["a", "b", "c"]) t.gets({ type: "shouted", text: "hi" }, id);
    },
  },
  {
    rule: "UNEXPECTED",
    title: "the opening comes a second time",
    contract: rooms(),
    wrong(t) {
      three(t);
      t.gets({ type: "hello", user: "ada" });
    },
    right: three,
  },
  {
    rule: "UNEXPECTED",
    title: "an event comes before it was enabled",
    contract: enabled,
    wrong(t) {
      t.open();
      t.gets({ type: "tick" });
    },
    right(t) {
      t.open();
      t.sends({ type: "login" });
      t.gets({ type: "tick" });
      t.gets({ type: "welcome" });
      t.gets({ type: "tick" });
    },
  },
];
