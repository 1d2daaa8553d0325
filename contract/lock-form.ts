import { isObject, type Json, type JsonObject } from "./json.ts";
import { packRejects, unpackRejects } from "./lock-rejects.ts";

/*
 * Most messages have no correlation id: what stands in the lock of its place is only what differs from the message's
 * own. Locks from before it was noted have none.
 */

/** A contract as files hold it: what goes without saying is left out. */
export function packContract(contract: Json): JsonObject {
  return packRejects(
    withMessages(contract, ({ correlationPlace = null, ...message }) =>
      correlationPlace === message["place"] ? message : { ...message, correlationPlace },
    ),
  );
}

/** The contract that such a file holds; null where a refusal is missing. */
export function unpackContract(packed: Json): JsonObject | null {
  const contract = unpackRejects(packed);
  if (contract === null) return null;
  return withMessages(contract, withCorrelationPlace);
}

/** In the order of a message that was just read: contracts are compared as text. */
function withCorrelationPlace({ correlationPlace, ...message }: JsonObject): JsonObject {
  const place = correlationPlace ?? message["place"] ?? "#";
  if (message["correlation"] === undefined) return { ...message, correlationPlace: place };
  const entries = Object.entries(message).flatMap(([key, value]): [string, Json][] =>
    key === "correlation"
      ? [
          [key, value],
          ["correlationPlace", place],
        ]
      : [[key, value]],
  );
  return Object.fromEntries(entries);
}

function withMessages(contract: Json, change: (message: JsonObject) => JsonObject): JsonObject {
  if (!isObject(contract)) return {};
  const { channels } = contract;
  if (!Array.isArray(channels)) return contract;
  return { ...contract, channels: channels.map((channel: Json) => withOwn(channel, change)) };
}

function withOwn(channel: Json, change: (message: JsonObject) => JsonObject): Json {
  if (!isObject(channel) || !Array.isArray(channel["messages"])) return channel;
  return {
    ...channel,
    messages: channel["messages"].map((one: Json) => (isObject(one) ? change(one) : one)),
  };
}
