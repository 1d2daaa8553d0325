import { type Json, pointerGet, pointerSet } from "../contract/index.ts";
import type { Message } from "../contract/model.ts";
import type { Workshop } from "./attempts.ts";
import { createRandom } from "./random.ts";

/** The correlation values of one exchange, in the order of the message's pointers. */
export type ExchangeIds = readonly (Json | undefined)[];

/** What a message carries where its correlation lies. */
export function idsOf({ correlation }: Message, payload: Json): ExchangeIds {
  return correlation.map((pointer) => pointerGet(payload, pointer));
}

/** The payload with these ids; as it is where they would break it. */
export function withIds(shop: Workshop, message: Message, payload: Json, ids: ExchangeIds): Json {
  return message.correlation.reduce((whole: Json, pointer, index) => {
    const id = ids[index];
    return id === undefined ? whole : kept(shop, message, whole, pointerSet(whole, pointer, id));
  }, payload);
}

/** The payload with ids that no exchange of another number has, as far as their schema has room for them. */
export function withFreshIds(shop: Workshop, message: Message, payload: Json, number: number): Json {
  return message.correlation.reduce((whole: Json, pointer) => {
    const own = pointerGet(whole, pointer);
    for (const id of idCandidates(own, number, shop.seed)) {
      const next = pointerSet(whole, pointer, id);
      if (kept(shop, message, whole, next) === next) return next;
    }
    return whole;
  }, payload);
}

function idCandidates(own: Json | undefined, number: number, seed: number): Json[] {
  const { hex } = createRandom(seed, "exchange", number);
  const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const text = [uuid, `req-${number}`, `req${number}`, String(number), `${"0".repeat(8)}${number}`.slice(-8)];
  return typeof own === "number"
    ? [number, ...text]
    : [...(uuid.length === String(own).length ? text : [...text.slice(1), uuid]), number];
}

function kept(shop: Workshop, { content }: Message, before: Json, after: Json): Json {
  if (content.kind !== "json" && content.kind !== "text") return before;
  return shop.faults(content.schema, after).length === 0 ? after : before;
}
