import type { Connection, Scope } from "./state.ts";
import type { ExchangeView, ReceivedMessage } from "./model.ts";

/** Notes a message of the server; where the judge forgets, in place of the one of the same name before it. */
export function note(scope: Scope, { view, latest }: Connection, message: ReceivedMessage): void {
  if (scope.options.forgets === true) dropNamed(view.received, message.name);
  view.received.push(message);
  latest.set(message.name, message);
}

/** Of a running exchange whose replies are never looked at again together, the latest of each name are enough. */
export function forgetReplies({ options }: Scope, { operation, replies }: ExchangeView): void {
  if (options.forgets !== true || operation.joins.length > 0 || operation.ordered.length > 0) return;
  const latest = replies.pop();
  if (latest === undefined) return;
  dropNamed(replies, latest.name);
  replies.push(latest);
}

function dropNamed(messages: ReceivedMessage[], name: string): void {
  let kept = 0;
  while (kept < messages.length && messages[kept]?.name !== name) kept += 1;
  if (kept < messages.length) messages.splice(kept, 1);
}
