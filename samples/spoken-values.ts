import type { Arbitrary } from "fast-check";
import type { Json } from "../contract/json.ts";
import type { Channel, Contract, Message } from "../contract/model.ts";
import type { Workshop } from "./attempts.ts";
import { BrokenArbitrary } from "./broken-arbitrary.ts";
import { messageArbitrary } from "./message-arbitrary.ts";
import type { Broken } from "./model.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";
import { ValueArbitrary } from "./value-arbitrary.ts";
import { type WalkStep, walksOf } from "./walks.ts";
import { createWorkshop } from "./workshop.ts";

/** Arbitraries for what clients of one contract may say. Each throws `Unsatisfiable` where nothing can be made. */
export interface SpokenValues {
  /** Any valid payload of a message. */
  valid(message: Message): Arbitrary<Json>;
  /** Any valid payload with one rule broken; `wanted` says which of those count. */
  broken(message: Message, wanted: (value: Json) => boolean): Arbitrary<Broken>;
  /** Any walk through a channel, of so many steps at most. */
  walk(channel: Channel, most: number): Arbitrary<readonly WalkStep[]>;
}

export function spokenValuesOf(contract: Contract, seed: number): SpokenValues {
  const shop: Workshop = createWorkshop(contract, seed);
  return {
    valid(message) {
      const { content } = message;
      // Examples are tested by themselves; what fails here is to become smaller than they are.
      if (message.samples !== "examples" && (content.kind === "json" || content.kind === "text"))
        return new ValueArbitrary(shop, content.schema);
      const arbitrary = messageArbitrary(shop, message);
      if (arbitrary === null) throw new Unsatisfiable(message.name, "its content can't be made up");
      return arbitrary;
    },
    broken(message, wanted) {
      const { content } = message;
      if (content.kind !== "json" && content.kind !== "text")
        throw new Unsatisfiable(message.name, "its content can't be made up");
      const valid = new ValueArbitrary(shop, content.schema);
      return new BrokenArbitrary(shop, { valid, schema: content.schema, wanted });
    },
    walk: (channel, most) => walksOf(contract, channel, { seed, most }),
  };
}
