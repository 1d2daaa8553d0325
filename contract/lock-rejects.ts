import { isObject, type Json, type JsonObject } from "./json.ts";
import { REJECT_KINDS } from "./outcome-model.ts";

/*
 * Fifteen refusals for each channel and operation, nearly all of them the same, would be most of a lock file. In it,
 * `rejects` has one entry for each refusal, with the kinds that get it: `"malformed invalid": {...}`; and an
 * operation's has only what differs from its channel's.
 */

/** A contract as the lock file holds it. */
export function packRejects(contract: Json): JsonObject {
  return withChannels(contract, (channel) => {
    const own = isObject(channel["rejects"]) ? channel["rejects"] : {};
    const packed = { ...channel, rejects: grouped(own) };
    return withOperations(packed, (rejects) => grouped(differing(rejects, own)));
  });
}

/** The contract that a lock file holds; null where a refusal is missing. */
export function unpackRejects(lock: Json): JsonObject | null {
  let complete = true;
  const whole = (packed: Json | undefined, below: JsonObject): JsonObject => {
    const known = { ...below, ...spread(packed) };
    complete &&= REJECT_KINDS.every((kind) => Object.hasOwn(known, kind));
    return Object.fromEntries(REJECT_KINDS.map((kind) => [kind, known[kind] ?? null]));
  };
  const contract = withChannels(lock, (channel) => {
    const rejects = whole(channel["rejects"], {});
    return withOperations({ ...channel, rejects }, (own) => whole(own, rejects));
  });
  return complete ? contract : null;
}

function withChannels(contract: Json, change: (channel: JsonObject) => JsonObject): JsonObject {
  if (!isObject(contract)) return {};
  const channels = contract["channels"];
  if (!Array.isArray(channels)) return contract;
  return { ...contract, channels: channels.map((one: Json) => (isObject(one) ? change(one) : one)) };
}

function withOperations(channel: JsonObject, change: (rejects: JsonObject) => JsonObject): JsonObject {
  const operations = channel["operations"];
  if (!Array.isArray(operations)) return channel;
  return {
    ...channel,
    operations: operations.map((one: Json) =>
      isObject(one) && isObject(one["rejects"]) ? { ...one, rejects: change(one["rejects"]) } : one,
    ),
  };
}

function differing(rejects: JsonObject, from: JsonObject): JsonObject {
  const entries = Object.entries(rejects);
  return Object.fromEntries(
    entries.filter(([kind, refusal]) => JSON.stringify(refusal) !== JSON.stringify(from[kind])),
  );
}

function grouped(rejects: JsonObject): JsonObject {
  const kinds = new Map<string, string[]>();
  for (const [kind, refusal] of Object.entries(rejects)) {
    const text = JSON.stringify(refusal);
    kinds.set(text, [...(kinds.get(text) ?? []), kind]);
  }
  return Object.fromEntries([...kinds].map(([text, names]) => [names.join(" "), JSON.parse(text)]));
}

function spread(packed: Json | undefined): JsonObject {
  if (!isObject(packed)) return {};
  return Object.fromEntries(
    Object.entries(packed).flatMap(([kinds, refusal]) =>
      kinds.split(" ").map((kind): [string, Json] => [kind, refusal]),
    ),
  );
}
