import type { Json } from "../../contract/json.ts";
import type { Channel, Contract } from "../../contract/model.ts";
import {
  channel,
  clientOperation,
  closing,
  contractOf,
  message,
  opening,
  rejects,
  replying,
  serverOperation,
} from "./contract-builder.ts";
import type { Handlers, Peer } from "./ws-service.ts";

/** A small contract with everything that the harness has to drive, and a right service for it. */

const text = { type: "string" };
const id = { type: "string", pattern: "^r-[0-9]+$" };
const request = { correlation: ["/id"] };

const MESSAGES = [
  message("connected", { user: text }),
  message("ping", {}, { example: {} }),
  message("pong", {}),
  message("prompt", { id, prompt: text }, { ...request, example: { id: "r-1", prompt: "hello" } }),
  message("token", { id, index: { type: "integer" } }, request),
  message("done", { id }, request),
  message("cancel", { id }, { ...request, example: { id: "r-1" } }),
  message("cancelled", { id }, request),
  message("say", { text }, { example: { text: "hi" } }),
  message("stored", { text }),
  message("said", { text }),
  message("beat", { id }, request),
  message("alive", { id }, { ...request, example: { id: "r-1" } }),
  message("error", { code: text }),
];

const NAMES = MESSAGES.map(({ name }) => name);

export function talkChannel(more: Partial<Channel> = {}): Channel {
  return channel("talk", {
    messages: MESSAGES,
    opening: opening("connected"),
    identity: {
      kind: "pointer",
      pointer: { of: "connected", index: null, pointer: "/user" },
      place: "#/channels/talk/x-contract/identity",
    },
    operations: [
      clientOperation("ping", "pong"),
      clientOperation("prompt", "token+ (done | error)", { names: ["token", "done", "error"] }),
      clientOperation("cancel", "cancelled", { interrupts: ["prompt"] }),
      clientOperation("say", "stored", { names: NAMES.filter((name) => /^(stored|error)$/.test(name)) }),
      serverOperation("deliver", {
        messages: ["said"],
        trigger: {
          kind: "operation",
          channel: "talk",
          operation: "say",
          place: "#/operations/deliver/trigger",
        },
        audience: { kind: "others", place: "#/operations/deliver/audience" },
      }),
      serverOperation("beat", { answer: { kind: "owed", messages: ["alive"], order: null, payload: null } }),
    ],
    rejects: rejects({
      malformed: [replying("error", { "/code": "MALFORMED" })],
      unknown: [closing(4400)],
    }),
    ...more,
  });
}

export function talkContract(more: Partial<Channel> = {}): Contract {
  return contractOf([talkChannel(more)]);
}

type Said = (peer: Peer, message: { readonly [key: string]: Json }) => void;

/** What a right service does with each message. */
export const RIGHT: { readonly [type: string]: Said } = {
  ping: (peer) => peer.say({ type: "pong" }),
  prompt: (peer, { id = "" }) => {
    for (const index of [0, 1, 2]) peer.say({ type: "token", id, index });
    peer.say({ type: "done", id });
  },
  cancel: (peer, { id = "" }) => peer.say({ type: "cancelled", id }),
  say: (peer, { text = "" }) => {
    peer.say({ type: "stored", text });
    for (const other of peer.all) if (other !== peer) other.say({ type: "said", text });
  },
};

/** The service, with some of its answers replaced. */
export function talkService(wrong: { readonly [type: string]: Said } = {}, more: Handlers = {}): Handlers {
  let count = 0;
  const table = { ...RIGHT, ...wrong };
  return {
    open: (peer) => {
      count += 1;
      peer.say({ type: "connected", user: `user-${count}` });
    },
    said: (peer, said) => {
      const act = table[String(said["type"])];
      if (act === undefined) peer.socket.close(4400);
      else act(peer, said);
    },
    text: (peer) => peer.say({ type: "error", code: "MALFORMED" }),
    ...more,
  };
}
