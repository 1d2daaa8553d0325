import type { Connection, Scope } from "./state.ts";
import type { ExchangeView, ReceivedMessage } from "./model.ts";

/** Notes a message of the server; where the judge forgets, in place of the one of the same name before it. */
export function note(scope: Scope, { view, latest }: Connection, message: ReceivedMessage): void {
  if (scope.options.forgets === true) replaceNamed(view.received, message);
  else view.received.push(message);
  latest.set(message.name, message);
}

/** Of a running exchange whose replies are never looked at again together, the latest of each name are enough. */
export function forgetReplies({ options }: Scope, { operation, replies }: ExchangeView): void {
  if (options.forgets !== true || operation.joins.length > 0 || operation.ordered.length > 0) return;
  const latest = replies.pop();
  if (latest === undefined) return;
  replaceNamed(replies, latest);
}

/** Puts the message last, and takes out the one of its name. */
function replaceNamed(messages: ReceivedMessage[], message: ReceivedMessage): void {
  const { length } = messages;
  let at = 0;
  while (at < length && messages[at]?.name !== message.name) at += 1;
  if (at === length) {
    messages.push(message);
    return;
  }
  for (let next = messages[at + 1]; next !== undefined; next = messages[at + 1]) {
    messages[at] = next;
    at += 1;
  }
  messages[at] = message;
}
