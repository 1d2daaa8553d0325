import type { Contract } from "../../contract/model.ts";
import { at, buildContract, closing, declared, replying, where } from "./build-contract.ts";
import { SCHEMES } from "./gatehouse.ts";

const text = { type: "string", minLength: 1 };
const on = "#";

/** A service that speaks by itself: who comes and goes, news, questions; and the odd corners of the vocabulary. */
export const PRESENCE: Contract = buildContract(
  [
    {
      name: "hall",
      path: "/hall/{room}",
      messages: {
        came: { properties: { room: text } },
        gone: {},
        news: { properties: { text }, examples: [{ type: "news", text: "one" }] },
        more: {},
        subscribe: {},
        subscribed: {},
        question: { properties: { n: text }, correlation: ["/n"] },
        answer: { properties: { n: text }, correlation: ["/n"] },
        ask: {},
        fine: {},
        leave: {},
        bye: {},
        error: { properties: { code: text }, error: true },
      },
      rejects: { noReply: declared(closing(4002)), uncorrelated: declared({ kind: "ignored" }) },
      client: {
        subscribe: { requests: ["subscribe"], sequence: "subscribed" },
        ask: { requests: ["ask"], sequence: "fine" },
        leave: {
          requests: ["leave"],
          sequence: "bye close(1000) | error",
          cases: [{ send: { kind: "merge", patch: { never: true } }, expect: replying("error") }],
        },
      },
      server: {
        arrival: {
          messages: ["came"],
          trigger: { kind: "connect", place: on },
          audience: { kind: "others", place: on },
          echoes: [{ place: on, to: at("came#/room"), from: at("handshake#/path/room") }],
        },
        departure: {
          messages: ["gone"],
          trigger: { kind: "disconnect", place: on },
          audience: { kind: "others", place: on },
        },
        news: { messages: ["news"] },
        more: { messages: ["more"], after: "subscribe" },
        question: {
          messages: ["question"],
          trigger: { kind: "operation", channel: "hall", operation: "ask", place: on },
          audience: { kind: "sender", place: on },
          answer: { kind: "owed", messages: ["answer"], order: null, payload: null },
        },
      },
    },
    {
      name: "tickets",
      messages: {
        no: { properties: { why: text }, error: true },
        ping: {},
        pong: {},
        big: { properties: { text } },
      },
      security: [[{ scheme: "query", scopes: [] }]],
      limits: { place: on, messageBytes: null, messagesPerSecond: null, connections: 2, exchanges: null },
      rejects: {
        unauthenticated: declared(replying("no", [where("no#/why", "who are you?")])),
        tooFast: declared({
          kind: "reply-close",
          reply: { message: "no", where: [where("no#/why", "too many of you")], correlated: true },
          codes: { kind: "any" },
        }),
        binary: declared({ kind: "as-text" }),
        unknown: declared(closing(1006)),
      },
      client: {
        ping: { requests: ["ping"], sequence: "pong" },
        big: {
          requests: ["big"],
          sequence: "pong | no",
          cases: [
            {
              send: { kind: "merge", patch: { text: "bad" } },
              expect: replying("no"),
              where: [where("no#/why", "bad text")],
            },
          ],
        },
      },
    },
  ],
  { securitySchemes: Object.values(SCHEMES) },
);
