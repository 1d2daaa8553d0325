import { clientMessages, messageNamed, isAbout } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import { pointerGet, pointerSet } from "../contract/json-pointer.ts";
import type { Channel, ClientOperation, Contract, Message } from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import { answersOnce, staysInPlace } from "./conversation.ts";
import { likeButNew } from "./like-but-new.ts";
import { sourceValue } from "./sources.ts";

/** A cheap request whose reply proves that the service got past everything sent before. */
export interface Sentinel {
  readonly operation: ClientOperation;
  readonly message: Message;
  readonly payload: Json;
}

/** Names of operations that are meant for nothing else. */
const MADE_FOR_IT = /ping|heart_?-?beat|keep_?-?alive|echo|noop/i;

/** The sentinel that can be sent on this connection now; null where the contract has none. */
export async function sentinelFor(connection: Connection): Promise<Sentinel | null> {
  if (connection.request.channel === null || !connection.open) return null;
  const { channel, exchanges } = connection;
  for (const operation of candidates(connection.scope.ground.contract, channel)) {
    if (!staysInPlace(channel, exchanges, operation) || isBusy(connection, operation)) continue;
    const message = messageNamed(channel, operation.requests[0] ?? "");
    const payload = await payloadFor(connection, operation, message);
    if (payload !== null) return { operation, message, payload };
  }
  return null;
}

/**
 * Operations with one reply and an example, that end no other exchange, need no scope, and reach nobody else. Those
 * named for it come first.
 */
function candidates(contract: Contract, channel: Channel): ClientOperation[] {
  const cheap = channel.operations.filter(
    (one) =>
      one.kind === "client" &&
      answersOnce(one) &&
      one.interrupts.length === 0 &&
      one.scopes.length === 0 &&
      !triggersPush(contract, channel, one) &&
      !isInterrupted(channel, one) &&
      messageNamed(channel, one.requests[0] ?? "").examples.length > 0,
  );
  const rank = (name: string): number => (MADE_FOR_IT.test(name) ? 0 : 1);
  return cheap
    .filter((one) => one.kind === "client")
    .sort((one, other) => rank(one.name + one.requests[0]) - rank(other.name + other.requests[0]));
}

function triggersPush(contract: Contract, channel: Channel, operation: ClientOperation): boolean {
  return contract.channels.some(({ operations }) =>
    operations.some(
      (one) =>
        one.kind === "server" &&
        one.trigger.kind === "operation" &&
        one.trigger.operation === operation.name &&
        (one.trigger.channel === channel.name || one.trigger.channel === ""),
    ),
  );
}

function isInterrupted(channel: Channel, operation: ClientOperation): boolean {
  return channel.operations.some((one) => one.kind === "client" && one.interrupts.includes(operation.name));
}

/** Its own exchange still runs: without a correlation nobody could tell the two apart. */
function isBusy({ exchanges }: Connection, operation: ClientOperation): boolean {
  return exchanges.some((one) => one.operation.name === operation.name && one.phase === "running");
}

/** The first example with the declared fills and a fresh correlation; null where that breaks the message's schema. */
async function payloadFor(
  connection: Connection,
  operation: ClientOperation,
  message: Message,
): Promise<Json | null> {
  const example = message.examples[0];
  if (example === undefined || !clientMessages(connection.channel).includes(message.name)) return null;
  const { scope } = connection;
  let payload = example.payload;
  for (const fill of operation.fills) {
    if (fill.to.of !== "request" && !isAbout(fill.to, message.name)) continue;
    const value = await sourceValue(fill.source, {
      scope,
      connection,
      identity: connection.request.identity,
    });
    if (value !== undefined) payload = pointerSet(payload, fill.to.pointer, value);
  }
  payload = withFreshCorrelation(connection, message, payload);
  return scope.ground.reader.check(message, payload).length === 0 ? payload : null;
}

/** Correlation values that are new, in the form of the example's; its own where a new one breaks the schema. */
function withFreshCorrelation({ scope }: Connection, message: Message, payload: Json): Json {
  return message.correlation.reduce((fresh: Json, pointer) => {
    const candidates = likeButNew(pointerGet(fresh, pointer), scope.fresh());
    const tried = candidates.map((value) => pointerSet(fresh, pointer, value));
    return tried.find((one) => scope.ground.reader.check(message, one).length === 0) ?? fresh;
  }, payload);
}
