import type { DocumentNode } from "../document/document-node.ts";
import type { Channel, Idle, Limits, Place } from "../model.ts";
import { deadlineOf, durationMs, unitMs } from "./durations.ts";
import { knownName, type Names } from "./names.ts";
import { codesOf } from "./outcomes.ts";
import { pointerAt } from "./pointers.ts";
import { sequenceAt } from "./sequences.ts";
import { fillsOf } from "./sources.ts";

/** What `x-contract` says of a channel besides `rejects`. */
export type ChannelTerms = Pick<
  Channel,
  "opening" | "conversation" | "identity" | "scopes" | "subprotocols" | "fills" | "idle" | "limits"
>;

/** The terms of a channel; `extension` is checked already, null: none. */
export function channelTerms(extension: DocumentNode | null, names: Names, place: Place): ChannelTerms {
  const at = (key: string): DocumentNode | null => extension?.at(key) ?? null;
  const [opening, conversation, identity] = [at("opening"), at("conversation"), at("identity")];
  return {
    opening:
      opening === null
        ? { kind: "none" }
        : {
            kind: "sequence",
            sequence: sequenceAt(opening, names.messages),
            within: deadlineOf(at("openingWithin")),
          },
    conversation:
      conversation === null
        ? { kind: "any" }
        : { kind: "sequence", sequence: sequenceAt(conversation, names.operations) },
    identity:
      identity === null
        ? { kind: "none" }
        : {
            kind: "pointer",
            pointer: pointerAt(identity, {
              names,
              messages: names.messages,
              words: ["handshake"],
              bare: null,
            }),
            place: identity.place,
          },
    scopes: textsOf(at("scopes")),
    subprotocols: at("subprotocol") === null ? names.handshake.subprotocols : textsOf(at("subprotocol")),
    fills: fillsOf(at("fills"), { names, messages: [], words: ["handshake"], bare: null }),
    idle: idleOf(at("idle"), names),
    limits: limitsOf(at("limits"), place),
  };
}

function textsOf(node: DocumentNode | null): string[] {
  if (node === null) return [];
  return Array.isArray(node.value) ? node.value.map(String) : [String(node.value)];
}

function idleOf(node: DocumentNode | null, names: Names): Idle {
  if (node === null) return { kind: "none" };
  const [until, reply] = [node.at("until"), node.at("reply")];
  return {
    kind: "close",
    place: node.place,
    after: afterOf(node.at("after") ?? node, names),
    codes: codesOf(node.at("close")?.value ?? "any"),
    until:
      until === null
        ? ""
        : knownName(until, names.operations, `operation that clients send on ${names.channel}`),
    resets: node.text("resets") === "any" ? "any" : "client",
    reply: reply === null ? "" : knownName(reply, names.messages, `message of ${names.channel}`),
  };
}

function afterOf(node: DocumentNode, names: Names): Extract<Idle, { kind: "close" }>["after"] {
  const from = node.at("from");
  if (from === null) return { kind: "fixed", ms: durationMs(String(node.value)) };
  const fallback = node.at("default");
  return {
    kind: "handshake",
    pointer: pointerAt(from, { names, messages: [], words: ["handshake"], bare: null }),
    unitMs: unitMs(node.text("unit")),
    defaultMs: fallback === null ? null : durationMs(String(fallback.value)),
  };
}

function limitsOf(node: DocumentNode | null, place: Place): Limits {
  const number = (key: string): number | null => {
    const value = node?.at(key)?.value;
    return typeof value === "number" ? value : null;
  };
  return {
    place: node?.place ?? place,
    messageBytes: number("messageBytes"),
    messagesPerSecond: number("messagesPerSecond"),
    connections: number("connections"),
    exchanges: number("exchanges"),
  };
}
