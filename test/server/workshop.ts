import type { Contract } from "../../contract/model.ts";
import { at, buildContract, closing, declared, replying, where } from "./build-contract.ts";

const id = { type: "string", minLength: 1, maxLength: 40 };
const text = { type: "string", minLength: 1, maxLength: 200 };
const ID = ["/id"];

function place(name: string): { place: string } {
  return { place: `#/${name}` };
}

/** A small service with everything in it: streams, cases, cancels, pushes, topics, refusals. */
export const WORKSHOP: Contract = buildContract([
  {
    name: "room",
    opening: "hello",
    identity: { kind: "pointer", pointer: at("hello#/user"), place: "#" },
    limits: { place: "#", messageBytes: 2000, messagesPerSecond: 40, connections: null, exchanges: 3 },
    messages: {
      hello: { properties: { user: text }, examples: [{ type: "hello", user: "ada" }] },
      ask: { properties: { id, topic: text, extra: text }, required: ["id", "topic"], correlation: ID },
      token: {
        properties: { id, index: { type: "integer", minimum: 0 }, text },
        correlation: ID,
        examples: [
          { type: "token", id: "x", index: 0, text: "A" },
          { type: "token", id: "x", index: 1, text: " word" },
        ],
      },
      done: { properties: { id, text, count: { type: "integer", minimum: 1 } }, correlation: ID },
      stop: { properties: { id }, correlation: ID },
      stopped: { properties: { id }, correlation: ID },
      work: { properties: { id }, correlation: ID },
      percent: { properties: { id, value: { type: "integer", minimum: 0, maximum: 100 } }, correlation: ID },
      worked: { properties: { id }, correlation: ID },
      say: { properties: { id, words: text }, correlation: ID },
      said: { properties: { id, words: text }, correlation: ID },
      heard: { properties: { words: text } },
      whisper: { properties: { id, to: text, words: text }, correlation: ID },
      whispered: { properties: { id, to: text }, correlation: ID },
      overheard: { properties: { words: text } },
      error: {
        properties: { code: { enum: ["BAD", "NO_TOPIC", "BROKE", "NOT_RUNNING", "NOBODY"] }, id, note: text },
        required: ["code"],
        correlation: ID,
        error: true,
        examples: [
          { type: "error", code: "BAD", note: "the frame is bad" },
          { type: "error", code: "NO_TOPIC", id: "x", note: "no such topic" },
        ],
      },
    },
    rejects: {
      malformed: declared(replying("error", [where("error#/code", "BAD")])),
      empty: declared(replying("error", [where("error#/code", "BAD")])),
      unknown: declared(replying("error", [where("error#/code", "BAD")])),
      invalid: declared(replying("error", [where("error#/code", "BAD")])),
      binary: declared(closing(1003)),
      tooLarge: declared(closing(1009)),
      tooFast: declared({
        kind: "reply-close",
        reply: { message: "error", where: [where("error#/code", "BAD")], correlated: false },
        codes: { kind: "codes", codes: [1008] },
      }),
      duplicate: declared(replying("error", [where("error#/code", "BROKE")], false)),
    },
    client: {
      ask: {
        requests: ["ask"],
        sequence: "token+ done | token* error",
        ordered: [{ ...place("ordered"), at: at("token#/index"), rule: { kind: "step", from: 0 } }],
        joins: [{ ...place("joins"), whole: at("done#/text"), item: at("token#/text") }],
        counts: [{ ...place("counts"), whole: at("done#/count"), message: "token" }],
        cases: [
          {
            send: { kind: "merge", patch: { topic: "none" } },
            expect: "error",
            where: [where("error#/code", "NO_TOPIC")],
          },
          {
            send: { kind: "merge", patch: { topic: "breaks" } },
            expect: "token{2} error",
            where: [where("error#/code", "BROKE")],
          },
          {
            send: { kind: "merge", patch: { topic: "greeting" } },
            expect: "token{3} done",
            where: [where("done#/text", "Good morning")],
          },
        ],
      },
      stop: {
        requests: ["stop"],
        sequence: "stopped | error",
        interrupts: ["ask", "work"],
        cases: [
          {
            send: { kind: "merge", patch: { id: "never" } },
            expect: "error",
            where: [where("error#/code", "NOT_RUNNING")],
          },
        ],
      },
      work: {
        requests: ["work"],
        sequence: "percent+ worked | percent* (error | stopped)",
        ordered: [{ ...place("ordered"), at: at("percent#/value"), rule: { kind: "increasing" } }],
      },
      say: {
        requests: ["say"],
        sequence: "said",
        echoes: [{ ...place("echoes"), to: at("reply#/words"), from: at("request#/words") }],
      },
      whisper: {
        requests: ["whisper"],
        sequence: "whispered | error",
        echoes: [{ ...place("echoes"), to: at("whispered#/to"), from: at("request#/to") }],
        cases: [
          {
            send: { kind: "merge", patch: { to: "nobody" } },
            expect: "error",
            where: [where("error#/code", "NOBODY")],
          },
        ],
      },
    },
    server: {
      hear: {
        messages: ["heard"],
        trigger: { kind: "operation", channel: "room", operation: "say", place: "#" },
        audience: { kind: "others", place: "#" },
        echoes: [{ ...place("echoes"), to: at("heard#/words"), from: at("request#/words") }],
      },
      overhear: {
        messages: ["overheard"],
        trigger: { kind: "operation", channel: "room", operation: "whisper", place: "#" },
        audience: { kind: "only", pointer: at("request#/to"), place: "#" },
        echoes: [{ ...place("echoes"), to: at("overheard#/words"), from: at("request#/words") }],
      },
    },
  },
  {
    name: "topics",
    order: "subscribe* (enter (subscribe | publish)*)?",
    messages: {
      subscribe: { properties: { topic: text }, correlation: ["/topic"] },
      subscribed: { properties: { topic: text }, correlation: ["/topic"] },
      news: {
        properties: { topic: text, line: text, number: { type: "integer" } },
        correlation: ["/topic"],
      },
      unsubscribe: { properties: { topic: text }, correlation: ["/topic"] },
      unsubscribed: { properties: { topic: text }, correlation: ["/topic"] },
      enter: { properties: { id }, correlation: ID },
      entered: { properties: { id }, correlation: ID },
      publish: { properties: { id, topic: text, line: text }, correlation: ID },
      published: { properties: { id }, correlation: ID },
      which: { properties: { query: id }, correlation: ["/query"] },
      these: { properties: { query: id }, correlation: ["/query"] },
      refused: { properties: { why: text }, error: true },
    },
    rejects: {
      outOfOrder: declared(replying("refused", [where("refused#/why", "not now")])),
      uncorrelated: declared(replying("refused", [where("refused#/why", "not asked")])),
      duplicate: declared(replying("refused", [where("refused#/why", "twice")])),
      misdirected: declared(closing(4400)),
    },
    client: {
      subscribe: {
        requests: ["subscribe"],
        sequence: "subscribed news*",
        ordered: [{ ...place("ordered"), at: at("news#/number"), rule: { kind: "step", from: 1 } }],
      },
      unsubscribe: { requests: ["unsubscribe"], sequence: "unsubscribed", interrupts: ["subscribe"] },
      enter: { requests: ["enter"], sequence: "entered" },
      publish: { requests: ["publish"], sequence: "published" },
    },
    server: {
      tell: {
        messages: ["news"],
        trigger: { kind: "operation", channel: "topics", operation: "publish", place: "#" },
        audience: { kind: "running", operation: "subscribe", place: "#" },
        echoes: [
          { ...place("echoes"), to: at("news#/topic"), from: at("request#/topic") },
          { ...place("echoes"), to: at("news#/line"), from: at("request#/line") },
        ],
      },
      question: {
        messages: ["which"],
        trigger: { kind: "operation", channel: "topics", operation: "enter", place: "#" },
        audience: { kind: "sender", place: "#" },
        answer: { kind: "owed", messages: ["these"], order: null, payload: null },
      },
    },
  },
]);
