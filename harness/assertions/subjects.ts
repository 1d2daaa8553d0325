import type { ReceivedMessage } from "../../judge/model.ts";
import type { CloseResult, HandshakeResult, RefusalResult, Replies } from "../model.ts";

/** What `expect(...)` was given has another shape than the assertion takes: a mistake in the test. */
export function wrongSubject(assertion: string, takes: string): TypeError {
  return new TypeError(`\`${assertion}\` takes ${takes}`);
}

export function isReplies(subject: unknown): subject is Replies {
  return has(subject, "messages") && has(subject, "phase") && Array.isArray(subject.messages);
}

export function isMessage(subject: unknown): subject is ReceivedMessage {
  return has(subject, "payload") && has(subject, "reading");
}

export function isMessages(subject: unknown): subject is readonly ReceivedMessage[] {
  return Array.isArray(subject) && subject.every(isMessage);
}

export function isRefusal(subject: unknown): subject is RefusalResult {
  return has(subject, "kinds") && has(subject, "closeCode");
}

export function isHandshake(subject: unknown): subject is HandshakeResult {
  return has(subject, "kind") && (has(subject, "client") || has(subject, "status") || has(subject, "code"));
}

export function isClose(subject: unknown): subject is CloseResult {
  return has(subject, "code") && has(subject, "afterMs");
}

function has<K extends string>(subject: unknown, key: K): subject is { readonly [key in K]: unknown } {
  return typeof subject === "object" && subject !== null && key in subject;
}
