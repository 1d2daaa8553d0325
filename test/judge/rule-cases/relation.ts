import type { Contract } from "../../../contract/model.ts";
import { contractOf } from "../contract-builder.ts";
import { at, client, echo, NUMBER, TEXT } from "../contract-parts.ts";
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

const rising = contractOf({
  main: {
    messages: {
      run: { properties: { "user?": TEXT } },
      progress: { properties: { percent: NUMBER, "user?": TEXT } },
      end: {},
    },
    operations: [
      client("run", "progress+ end", {
        echoes: [echo(at("progress", "/user"), at("handshake", "/query/user"))],
        ordered: [{ place: "#/ordered", at: at("progress", "/percent"), rule: { kind: "increasing" } }],
      }),
    ],
  },
});

/** The same with a value of any kind. */
function open(kind: "+1" | "increasing"): Contract {
  const rule = kind === "+1" ? ({ kind: "step", from: 0 } as const) : ({ kind } as const);
  return contractOf({
    main: {
      messages: { run: {}, progress: { properties: { "percent?": {} } }, end: {} },
      operations: [
        client("run", "progress+ end", {
          ordered: [{ place: "#/ordered", at: at("progress", "/percent"), rule }],
        }),
      ],
    },
  });
}

const joining = contractOf({
  main: {
    messages: { run: {}, part: { properties: { text: {} } }, end: { properties: { "whole?": {} } } },
    operations: [
      client("run", "part+ end", {
        joins: [{ place: "#/joins", whole: at("end", "/whole"), item: at("part", "/text") }],
      }),
    ],
  },
});

/** A progress without a percentage, or with null, says nothing of the order. */
function counted(t: Traffic): void {
  t.open();
  t.sends({ type: "run" });
  t.gets({ type: "progress", percent: 0 });
  t.gets({ type: "progress", percent: null });
  t.gets({ type: "progress" });
  t.gets({ type: "progress", percent: 1 });
  t.gets({ type: "end" });
}

/** What the messages of an exchange say together. */
export const RELATION_CASES: readonly RuleCase[] = [
  {
    rule: "ECHO",
    title: "a pong repeats another nonce",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "ping", nonce: "n1" });
      t.gets({ type: "pong", nonce: "n2" });
    },
    right(t) {
      t.open();
      t.sends({ type: "ping", nonce: "n1" });
      t.gets({ type: "pong", nonce: "n1" });
      t.sends({ type: "ping" });
      t.gets({ type: "pong" });
    },
  },
  {
    rule: "ECHO",
    title: "a value of the handshake is not repeated",
    contract: rising,
    wrong(t) {
      t.open("a", { query: { user: "ada" } });
      t.sends({ type: "run" });
      t.gets({ type: "progress", percent: 1, user: "bob" });
      t.gets({ type: "end" });
    },
    right(t) {
      t.open("a", { query: { user: "ada" } });
      t.sends({ type: "run" });
      t.gets({ type: "progress", percent: 1, user: "ada" });
      t.gets({ type: "end" });
    },
  },
  {
    rule: "ORDERED",
    title: "an index is left out",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1" });
      t.gets(token("r1", 0));
      t.gets(token("r1", 2));
      t.gets(token("r1", 3));
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      stream(t);
      t.gets(token("r1", 2));
      t.gets(done("r1"));
    },
  },
  {
    rule: "ORDERED",
    title: "progress stands still",
    contract: rising,
    wrong(t) {
      t.open();
      t.sends({ type: "run" });
      t.gets({ type: "progress", percent: 10 });
      t.gets({ type: "progress", percent: 10 });
      t.gets({ type: "end" });
    },
    right(t) {
      t.open();
      t.sends({ type: "run" });
      t.gets({ type: "progress", percent: 10 });
      t.gets({ type: "progress", percent: 11 });
      t.gets({ type: "end" });
    },
  },
  {
    rule: "ORDERED",
    title: "numbers come as texts, where the schema leaves it open",
    contract: open("+1"),
    wrong(t) {
      t.open();
      t.sends({ type: "run" });
      t.gets({ type: "progress", percent: "0" });
      t.gets({ type: "end" });
    },
    right: counted,
  },
  {
    rule: "ORDERED",
    title: "what has to increase becomes what has no size",
    contract: open("increasing"),
    wrong(t) {
      t.open();
      t.sends({ type: "run" });
      t.gets({ type: "progress", percent: 1 });
      t.gets({ type: "progress", percent: "2" });
      t.gets({ type: "end" });
    },
    right: counted,
  },
  {
    rule: "JOINS",
    title: "the whole text is not the tokens joined",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.gets(done("r1", { text: "x" }));
    },
    right(t) {
      t.open();
      stream(t);
      t.gets(done("r1", { text: "xx" }));
    },
  },
  {
    rule: "JOINS",
    title: "the whole of texts is a number, where the schema leaves it open",
    contract: joining,
    wrong(t) {
      t.open();
      t.sends({ type: "run" });
      t.gets({ type: "part", text: "1" });
      t.gets({ type: "part", text: "2" });
      t.gets({ type: "end", whole: 12 });
    },
    right(t) {
      t.open();
      for (const end of [{ whole: "12" }, { whole: null }, {}]) {
        t.sends({ type: "run" });
        t.gets({ type: "part", text: "1" });
        t.gets({ type: "part", text: null });
        t.gets({ type: "part", text: "2" });
        t.gets({ type: "end", ...end });
      }
    },
  },
  {
    rule: "COUNTS",
    title: "the count of tokens is wrong",
    contract: streaming(),
    wrong(t) {
      t.open();
      stream(t);
      t.gets(done("r1", { count: 3 }));
    },
    right(t) {
      t.open();
      stream(t);
      t.gets(done("r1", { count: 2 }));
    },
  },
  {
    rule: "CASE",
    title: "a case that expects an error gets tokens",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "nobody" });
      t.gets(token("r1", 0));
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "nobody" });
      t.gets({ type: "error", code: "NOT_FOUND", id: "r1" });
    },
  },
  {
    rule: "CASE",
    title: "a case gets its error with another code",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "nobody" });
      t.gets({ type: "error", code: "INVALID", id: "r1" });
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "somebody" });
      t.gets({ type: "error", code: "FAILED", id: "r1" });
    },
  },
  {
    rule: "CASE",
    title: "a case gets a wrong value in its second token",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "hello" });
      t.gets(token("r1", 0, "hi"));
      t.gets(token("r1", 1, "?"));
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "hello" });
      t.gets(token("r1", 0, "hi"));
      t.gets(token("r1", 1, "!"));
      t.gets(done("r1"));
    },
  },
  {
    rule: "CASE",
    title: "a case that expects a refusal is answered like good input",
    contract: streaming(),
    wrong(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "banned" });
      t.gets(token("r1", 0));
      t.gets(done("r1"));
    },
    right(t) {
      t.open();
      t.sends({ type: "prompt", id: "r1", text: "banned" });
      t.gets({ type: "error", code: "BANNED", id: "r1" });
      t.sends({ type: "prompt", id: "r2", text: "banned" });
      t.closes(4403);
    },
  },
];
