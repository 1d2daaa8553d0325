import { type Arbitrary, constantFrom, oneof } from "fast-check";
import type { Json } from "../contract/json.ts";
import type { Message } from "../contract/model.ts";
import { firstValid, type Workshop } from "./attempts.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";
import { ValueArbitrary } from "./value-arbitrary.ts";

/**
 * Any payload of a message that clients or servers may send: one of its declared examples, or any valid value; where
 * the message says `samples: examples`, its examples alone. `dress` is applied to each. null: its content can't be
 * made up, or nothing is valid.
 */
export function messageArbitrary(
  shop: Workshop,
  message: Message,
  dress: (payload: Json) => Json = (payload) => payload,
): Arbitrary<Json> | null {
  const { content, examples } = message;
  const [first, ...others] = examples.map(({ payload }) => dress(payload));
  const declared = first === undefined ? null : constantFrom(first, ...others);
  if (message.samples === "examples" || content.kind === "binary" || content.kind === "unchecked")
    return declared;
  try {
    firstValid(shop, content.schema, { hint: message.name, fill: "required" });
  } catch (error) {
    if (error instanceof Unsatisfiable) return declared;
    throw error;
  }
  const any = new ValueArbitrary(shop, content.schema, dress);
  return declared === null ? any : oneof({ arbitrary: any, weight: 4 }, { arbitrary: declared, weight: 1 });
}
