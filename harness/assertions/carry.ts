import { pointerName } from "../../contract/pointer-name.ts";
import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { ReceivedMessage } from "../../judge/model.ts";
import type { Finding } from "./finding.ts";
import { isMessage, isMessages, isReplies, wrongSubject } from "./subjects.ts";
import { cut, names, shown } from "./words.ts";

/** Values by JSON pointer; for several messages by `name#/pointer`, `name[2]#/pointer` (the third) or `reply#/pointer`. */
export type Expected = { readonly [pointer: string]: Json };

/** Does the message carry these values; does every message of each name? `rule` says what it means if not. */
export function carries(subject: unknown, expected: Expected, rule: "CASE" | "ECHO"): Finding {
  const messages = messagesOf(subject, rule);
  for (const [at, value] of Object.entries(expected)) {
    const finding = carriesOne(messages, { at, value, rule, single: isMessage(subject) });
    if (finding !== null) return finding;
  }
  return null;
}

function messagesOf(subject: unknown, rule: string): readonly ReceivedMessage[] {
  if (isMessage(subject)) return [subject];
  if (isReplies(subject)) return subject.messages;
  if (isMessages(subject)) return subject;
  throw wrongSubject(
    rule === "ECHO" ? "echo" : "carry",
    "a message, messages, or the replies of an exchange",
  );
}

interface Wanted {
  readonly at: string;
  readonly value: Json;
  readonly rule: "CASE" | "ECHO";
  readonly single: boolean;
}

function carriesOne(messages: readonly ReceivedMessage[], { at, value, rule, single }: Wanted): Finding {
  const { name, index, pointer } = readPointer(at);
  const named = messages.filter((message) => fits(message, name, single));
  const meant = index === null ? named : named.slice(index, index + 1);
  const promised = `${at}: ${cut(value)}`;
  if (meant.length === 0)
    return {
      rule,
      summary: `no \`${name}\` came that could carry ${pointer}`,
      promised,
      got: names(messages),
    };
  const wrong = meant.find((message) => !jsonEqual(pointerGet(message.payload, pointer), value));
  if (wrong === undefined) return null;
  return {
    rule,
    summary: `\`${wrong.name}\` carries ${cut(pointerGet(wrong.payload, pointer))} at ${pointer} where ${cut(value)} was due`,
    promised,
    got: shown(wrong),
    frame: wrong.frame,
  };
}

/** A bare pointer means the one message; `reply` any that is no error. */
function fits({ name, reading }: ReceivedMessage, wanted: string, single: boolean): boolean {
  if (wanted === "" || wanted === pointerName(name)) return true;
  if (wanted !== "reply") return single && wanted === "";
  return !(reading.kind === "message" && reading.message.error);
}

function readPointer(at: string): { name: string; index: number | null; pointer: string } {
  const hash = at.indexOf("#");
  if (hash < 0) return { name: "", index: null, pointer: at };
  const indexed = /^(.*)\[(\d+)\]$/.exec(at.slice(0, hash));
  const name = indexed?.[1] ?? at.slice(0, hash);
  return { name, index: indexed === null ? null : Number(indexed[2]), pointer: at.slice(hash + 1) };
}
