import type { ClientDraft } from "./contract-builder.ts";
import { compileSequence } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type {
  Case,
  Deadline,
  Echo,
  Outcome,
  Pointer,
  Refusal,
  Sequence,
  ServerOperation,
  Where,
} from "../../contract/model.ts";

/** A client operation; `replies` is its sequence, "" for none. Its request is the message of the same name. */
export function client(
  name: string,
  replies: string,
  more: Partial<ClientDraft> & ClientExtras = {},
): ClientDraft {
  const { within, gap, errors = [], own = {}, ...rest } = more;
  const place = `#/operations/${name}`;
  const known = replies === "" ? null : sequence(`${place}/sequence`, replies);
  return {
    kind: "client",
    name,
    place,
    title: "",
    description: "",
    requests: [name],
    replies: [...namesOf(replies), ...errors],
    sequence: known === null ? { kind: "none" } : { kind: "sequence", sequence: known },
    echoes: [],
    ordered: [],
    joins: [],
    counts: [],
    fills: [],
    interrupts: [],
    scopes: [],
    cases: [],
    ...rest,
    own,
    within: within ?? deadline(`${place}/within`, 2000),
    gap: gap ?? deadline(`${place}/gap`, 2000),
  };
}

interface ClientExtras {
  /** Error messages of the reply that the sequence does not name. */
  readonly errors?: readonly string[];
}

/** An operation of the server that sends the message of the same name. */
export function push(name: string, more: Partial<ServerOperation> = {}): ServerOperation {
  return {
    kind: "server",
    name: `${name}Push`,
    place: `#/operations/${name}Push`,
    title: "",
    description: "",
    messages: [name],
    trigger: { kind: "unsolicited" },
    echoes: [],
    audience: { kind: "undeclared" },
    after: "",
    within: deadline(`#/operations/${name}Push/within`, 2000),
    answer: { kind: "none" },
    ...more,
  };
}

export function on(operation: string, channel = "main"): ServerOperation["trigger"] {
  return { kind: "operation", channel, operation, place: `#/trigger/${operation}` };
}

export function audience(kind: "sender" | "others" | "everyone"): ServerOperation["audience"] {
  return { kind, place: `#/audience/${kind}` };
}

function namesOf(text: string): string[] {
  return [...new Set(text.replace(/close\(\d+\)|\{[^}]*\}/g, " ").match(/[A-Za-z_]\w*/g) ?? [])];
}

export function sequence(place: string, text: string): Sequence {
  return compileSequence(text, place, namesOf(text));
}

export function deadline(place: string, ms: number | undefined): Deadline {
  return ms === undefined ? { kind: "patience" } : { kind: "declared", ms, place };
}

export const PATIENCE: Deadline = { kind: "patience" };

export function declared(kind: string, outcomes: readonly Outcome[]): Refusal {
  return { kind: "declared", place: `#/rejects/${kind}`, outcomes };
}

export const OPEN: Refusal = { kind: "unspecified", deliberate: true, place: "#/rejects/open" };

export function status(...codes: number[]): Outcome {
  return { kind: "status", codes: { kind: "codes", codes } };
}

export function close(...codes: number[]): Outcome {
  return { kind: "close", codes: { kind: "codes", codes } };
}

/** `reply: error`, with a code. */
export function error(
  code: string,
  more: { readonly correlated?: boolean; readonly close?: number } = {},
): Outcome {
  const { correlated = true, close: then } = more;
  const reply = { message: "error", where: [where("error", "/code", code)], correlated };
  return then === undefined
    ? { kind: "reply", reply }
    : { kind: "reply-close", reply, codes: { kind: "codes", codes: [then] } };
}

export function where(of: string, pointer: string, ...values: Json[]): Where {
  return { at: at(of, pointer), values };
}

/** `of` may carry an index: `token[2]`. */
export function at(of: string, pointer: string): Pointer {
  const [, name = of, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(of) ?? [];
  return { of: name, index: index === undefined ? null : Number(index), pointer };
}

export function echo(to: Pointer, from: Pointer): Echo {
  return { place: `#/echoes${to.pointer}`, to, from };
}

export function merged(
  name: string,
  patch: Json,
  expects: { expect: Case["expect"]; where?: readonly Where[] },
): Case {
  return { name, place: `#/cases/${name}`, send: { kind: "merge", patch }, where: [], ...expects };
}

export const TEXT: Json = { type: "string" };
export const NUMBER: Json = { type: "integer" };
