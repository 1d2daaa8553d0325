import type { Channel, ClientOperation, Contract, Message, Operation, Rejects } from "./model.ts";
import { namesIn } from "./sequence.ts";

/** The channel of that name. Throws `RangeError` where there is none. */
export function channelNamed(contract: Contract, name: string): Channel {
  return named(contract.channels, name, () => `the contract has no channel ${name}`);
}

/** The channel's message of that name. Throws `RangeError` where there is none. */
export function messageNamed(channel: Channel, name: string): Message {
  return named(channel.messages, name, () => `channel ${channel.name} has no message ${name}`);
}

/** The channel's operation of that name. Throws `RangeError` where there is none. */
export function operationNamed(channel: Channel, name: string): Operation {
  return named(channel.operations, name, () => `channel ${channel.name} has no operation ${name}`);
}

function named<T extends { readonly name: string }>(
  all: readonly T[],
  name: string,
  absent: () => string,
): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(absent());
  return found;
}

const byRequest = new WeakMap<Channel, ReadonlyMap<string, ClientOperation>>();

/** The operation that a client starts with this message: the first that has it as request; null: none. */
export function clientOperationOf(channel: Channel, message: string): ClientOperation | null {
  let known = byRequest.get(channel);
  if (known === undefined) {
    known = operationsByRequest(channel);
    byRequest.set(channel, known);
  }
  return known.get(message) ?? null;
}

function operationsByRequest({ operations }: Channel): Map<string, ClientOperation> {
  const found = new Map<string, ClientOperation>();
  for (const operation of operations)
    if (operation.kind === "client")
      for (const name of operation.requests) if (!found.has(name)) found.set(name, operation);
  return found;
}

/** Names of all messages that the server may send: by itself, as replies, in the opening, as refusals, before an idle close. */
export function serverMessages(channel: Channel): readonly string[] {
  const names = new Set<string>();
  for (const operation of channel.operations) {
    const own = operation.kind === "server" ? operation.messages : operation.replies;
    for (const name of own) names.add(name);
    if (operation.kind === "client") addRefusals(names, operation.rejects);
  }
  if (channel.opening.kind === "sequence")
    for (const name of namesIn(channel.opening.sequence)) names.add(name);
  addRefusals(names, channel.rejects);
  if (channel.idle.kind === "close" && channel.idle.reply !== "") names.add(channel.idle.reply);
  return inOrder(channel, names);
}

/** Names of all messages that clients may send: requests, and answers that they owe. */
export function clientMessages(channel: Channel): readonly string[] {
  const names = new Set<string>();
  for (const operation of channel.operations) {
    if (operation.kind === "client") for (const name of operation.requests) names.add(name);
    else if (operation.answer.kind === "owed") for (const name of operation.answer.messages) names.add(name);
  }
  return inOrder(channel, names);
}

function addRefusals(names: Set<string>, rejects: Rejects): void {
  for (const refusal of Object.values(rejects)) {
    if (refusal.kind === "unspecified") continue;
    for (const outcome of refusal.outcomes)
      if (outcome.kind === "reply" || outcome.kind === "reply-close") names.add(outcome.reply.message);
  }
}

function inOrder(channel: Channel, names: ReadonlySet<string>): string[] {
  return channel.messages.map((message) => message.name).filter((name) => names.has(name));
}

/** True where bytes are a message of clients, or may be: then none of their frames is of a type that no message has. */
export function takesBytes(channel: Channel): boolean {
  const names = new Set(clientMessages(channel));
  return channel.messages.some(
    ({ name, content }) => names.has(name) && (content.kind === "binary" || content.kind === "unchecked"),
  );
}
