import type { Json } from "../contract/json.ts";
import type { Contract, Message } from "../contract/model.ts";
import { doubtOf } from "./doubt.ts";
import { firstValid } from "./attempts.ts";
import { boundariesOf } from "./boundaries.ts";
import { brokenOf } from "./broken.ts";
import type { Sampler } from "./model.ts";
import { createWorkshop } from "./workshop.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";

/** A sampler for one contract. Makes nothing before it is asked. */
export function createSampler(contract: Contract, seed: number): Sampler {
  const shop = createWorkshop(contract, seed);
  const valid: Sampler["valid"] = (schema, hint) => firstValid(shop, schema, { hint, fill: "required" });
  return {
    valid,
    message: (message, hint) => message.examples[0]?.payload ?? made(message, hint, valid),
    doubt: ({ content, examples }, payload, fixed) => {
      if (content.kind !== "json" && content.kind !== "text") return null;
      const shown = examples.map((example) => example.payload);
      return doubtOf(shop, content.schema, payload, { examples: shown, fixed });
    },
    boundaries: (schema) => boundariesOf(shop, schema),
    broken: (schema, start) => brokenOf(shop, schema, start),
  };
}

/** Base64, as all bytes in payloads: 0 to 15, more than one frame header and less than any limit. */
const SOME_BYTES = "AAECAwQFBgcICQoLDA0ODw==";

function made(message: Message, hint: string, valid: Sampler["valid"]): Json {
  switch (message.content.kind) {
    case "json":
    case "text":
      return valid(message.content.schema, hint);
    case "binary":
      if (message.content.anyBytes) return SOME_BYTES;
      throw new Unsatisfiable(message.name, "its content is binary");
    case "unchecked":
      throw new Unsatisfiable(message.name, message.content.why);
  }
}
