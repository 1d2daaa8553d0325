import type { Contract, Refusal, RejectKind } from "../../contract/model.ts";
import { type ChannelSpec, contractOf } from "./contract-builder.ts";
import {
  at,
  audience,
  client,
  close,
  echo,
  error,
  merged,
  NUMBER,
  on,
  push,
  sequence,
  TEXT,
  where,
} from "./contract-parts.ts";

const ID = ["/id"];
const TOPIC = ["/topic"];

const MESSAGES: ChannelSpec["messages"] = {
  ping: { properties: { "nonce?": TEXT } },
  pong: { properties: { "nonce?": TEXT } },
  prompt: { properties: { id: TEXT, "text?": TEXT }, correlation: ID },
  token: { properties: { id: TEXT, index: NUMBER, text: TEXT }, correlation: ID },
  done: { properties: { id: TEXT, "text?": TEXT, "count?": NUMBER }, correlation: ID },
  cancel: { properties: { id: TEXT }, correlation: ID },
  cancelled: { properties: { id: TEXT }, correlation: ID },
  stop: {},
  note: { properties: { "text?": TEXT } },
  news: { properties: { "text?": TEXT } },
  maybe: {},
  error: { properties: { code: TEXT, "id?": { type: ["string", "null"] } }, correlation: ID },
};

/** Prompts streamed by id, pings without one, and the refusals that most tests need. */
export function streaming(more: Partial<ChannelSpec> = {}, contract: Partial<Contract> = {}): Contract {
  return contractOf(
    {
      main: {
        messages: MESSAGES,
        operations: [
          client("ping", "pong", { echoes: [echo(at("reply", "/nonce"), at("request", "/nonce"))] }),
          client("prompt", "token+ done | token* error", {
            ordered: [{ place: "#/ordered", at: at("token", "/index"), rule: { kind: "step", from: 0 } }],
            joins: [{ place: "#/joins", whole: at("done", "/text"), item: at("token", "/text") }],
            counts: [{ place: "#/counts", whole: at("done", "/count"), message: "token" }],
            cases: [
              merged(
                "nobody",
                { text: "nobody" },
                {
                  expect: { kind: "sequence", sequence: sequence("#/case", "error") },
                  where: [where("error", "/code", "NOT_FOUND")],
                },
              ),
              merged(
                "greeting",
                { text: "hello" },
                {
                  expect: { kind: "sequence", sequence: sequence("#/case", "token{2} done") },
                  where: [where("token[1]", "/text", "!")],
                },
              ),
              merged(
                "banned",
                { text: "banned" },
                { expect: { kind: "outcome", outcomes: [error("BANNED"), close(4403)] } },
              ),
            ],
          }),
          client("cancel", "cancelled | error", {
            interrupts: ["prompt"],
            cases: [
              merged(
                "nothing to cancel",
                { id: "never-sent" },
                {
                  expect: { kind: "sequence", sequence: sequence("#/case", "error") },
                  where: [where("error", "/code", "NOT_RUNNING")],
                },
              ),
            ],
          }),
          client("stop", "", { interrupts: ["prompt"] }),
          client("note", ""),
          client("maybe", "error?"),
          push("news"),
        ],
        rejects: {
          malformed: [error("MALFORMED", { correlated: false })],
          invalid: [error("INVALID")],
          unknown: [close(4400)],
          binary: [{ kind: "ignored" }],
          tooLarge: [close(1009)],
          tooFast: [error("FAST", { correlated: false, close: 1008 })],
          duplicate: [error("DUPLICATE", { correlated: false })],
          outOfOrder: [error("ORDER")],
          unauthenticated: [close(4401), { kind: "status", codes: { kind: "codes", codes: [401] } }],
          forbidden: [{ kind: "status", codes: { kind: "codes", codes: [403] } }],
          badHandshake: [error("BAD", { close: 4400 })],
        },
        ...more,
      },
    },
    contract,
  );
}

/** The same with nothing declared about bad input (`undefined`), or something else. */
export function streamingWith(kind: RejectKind, refusal: Refusal): Contract {
  return streaming({ rejects: { [kind]: refusal } });
}

/** People who speak to all, to one, or to the subscribers of a topic. */
export function rooms(more: Partial<ChannelSpec> = {}): Contract {
  return contractOf({
    main: {
      messages: {
        hello: { properties: { user: TEXT } },
        ping: {},
        pong: {},
        say: { properties: { text: TEXT } },
        ok: {},
        said: { properties: { text: TEXT } },
        whisper: { properties: { to: TEXT, text: TEXT } },
        whispered: { properties: { text: TEXT } },
        shout: { properties: { text: TEXT } },
        shouted: { properties: { text: TEXT } },
        whoami: {},
        you: {},
        gone: {},
        subscribe: { properties: { topic: TEXT }, correlation: TOPIC },
        subscribed: { properties: { topic: TEXT }, correlation: TOPIC },
        item: { properties: { topic: TEXT, value: NUMBER }, correlation: TOPIC },
        unsubscribe: { properties: { topic: TEXT }, correlation: TOPIC },
        unsubscribed: { properties: { topic: TEXT }, correlation: TOPIC },
        publish: { properties: { topic: TEXT, value: NUMBER } },
        published: {},
        error: { properties: { code: TEXT } },
      },
      opening: "hello",
      openingWithin: 1000,
      identity: { kind: "pointer", pointer: at("hello", "/user"), place: "#/identity" },
      operations: [
        client("ping", "pong"),
        client("say", "ok | error"),
        client("whisper", "ok | error"),
        client("shout", ""),
        client("whoami", "ok"),
        client("publish", "published | error"),
        client("subscribe", "subscribed item*"),
        client("unsubscribe", "unsubscribed | error", { interrupts: ["subscribe"] }),
        push("hello", { trigger: { kind: "connect", place: "#/trigger" }, audience: audience("sender") }),
        push("said", {
          trigger: on("say"),
          audience: audience("others"),
          echoes: [echo(at("said", "/text"), at("request", "/text"))],
        }),
        push("whispered", {
          trigger: on("whisper"),
          audience: { kind: "only", pointer: at("request", "/to"), place: "#/audience/only" },
          echoes: [echo(at("whispered", "/text"), at("request", "/text"))],
        }),
        push("shouted", { trigger: on("shout"), audience: audience("everyone") }),
        push("you", { trigger: on("whoami"), audience: audience("sender") }),
        push("gone", { trigger: { kind: "disconnect", place: "#/trigger" } }),
        push("item", {
          trigger: on("publish"),
          audience: { kind: "running", operation: "subscribe", place: "#/audience/running" },
          echoes: [
            echo(at("item", "/topic"), at("request", "/topic")),
            echo(at("item", "/value"), at("request", "/value")),
          ],
        }),
      ],
      ...more,
    },
  });
}
