import { isObject, type Json, type JsonObject } from "./json.ts";
import { REJECT_KINDS } from "./outcome-model.ts";

/*
 * Fifteen refusals for each channel and operation, nearly all of them the same, would be most of a lock file. In it,
 * `rejects` has one entry for each refusal, with the kinds that get it: `"malformed invalid": {...}`; the lock's own has
 * what several channels share, a channel's only what differs from that, and an operation's only what differs from its
 * channel's.
 */

/** A contract as the lock file holds it. */
export function packRejects(contract: Json): JsonObject {
  const common = commonOf(contract);
  const packed = withChannels(contract, (channel) => {
    const own = rejectsIn(channel);
    const inLock = { ...channel, rejects: grouped(differing(own, common)) };
    return withOperations(inLock, (rejects) => grouped(differing(rejects, own)));
  });
  return { rejects: grouped(common), ...packed };
}

/** For each kind the refusal that most channels have, if more than one has it; of as many the first. */
function commonOf(contract: Json): JsonObject {
  const channels = isObject(contract) && Array.isArray(contract["channels"]) ? contract["channels"] : [];
  const all = channels.map((one: Json) => (isObject(one) ? rejectsIn(one) : {}));
  const entries = REJECT_KINDS.flatMap((kind): [string, Json][] => {
    const counts = new Map<string, number>();
    for (const { [kind]: refusal } of all)
      if (refusal !== undefined)
        counts.set(JSON.stringify(refusal), (counts.get(JSON.stringify(refusal)) ?? 0) + 1);
    const most = Math.max(0, ...counts.values());
    const [text] = [...counts].find(([, count]) => count === most) ?? [];
    return text === undefined || most < 2 ? [] : [[kind, JSON.parse(text)]];
  });
  return Object.fromEntries(entries);
}

function rejectsIn({ rejects }: JsonObject): JsonObject {
  return isObject(rejects) ? rejects : {};
}

/** The contract that a lock file holds; null where a refusal is missing. */
export function unpackRejects(lock: Json): JsonObject | null {
  let complete = true;
  const whole = (packed: Json | undefined, below: JsonObject): JsonObject => {
    const known = { ...below, ...spread(packed) };
    complete &&= REJECT_KINDS.every((kind) => Object.hasOwn(known, kind));
    return Object.fromEntries(REJECT_KINDS.map((kind) => [kind, known[kind] ?? null]));
  };
  if (!isObject(lock)) return null;
  const { rejects: shared, ...rest } = lock;
  const common = spread(shared);
  const contract = withChannels(rest, (channel) => {
    const rejects = whole(channel["rejects"], common);
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
