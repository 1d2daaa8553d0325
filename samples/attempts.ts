import type { SchemaFault } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type { SchemaName } from "../contract/model.ts";
import { asRule, Contradiction, type Resolve, type Rule } from "./conjunction.ts";
import { make } from "./make.ts";
import type { Attempt } from "./maker.ts";
import { createRandom } from "./random.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";

/** How often a value is tried before a schema counts as unsatisfiable. */
const ATTEMPTS = 60;

/** What making values for one contract needs. */
export interface Workshop {
  readonly seed: number;
  readonly resolve: Resolve;
  /** What is wrong with a value by the checker; empty: valid. */
  readonly faults: (schema: SchemaName, value: Json) => readonly SchemaFault[];
}

/** The rule that a named schema is. Throws `Contradiction` for `false`. */
export function rootRule(shop: Workshop, schema: SchemaName): Rule {
  const target = shop.resolve(`schema:${schema}`);
  return asRule(target.schema, target.place);
}

/** How a value is begun: its first choices, and how much of it there is to be. */
export interface Wish {
  readonly hint: string;
  readonly fill: "required" | "everything";
}

/** The first attempt's choices of branches are by number; later ones are left to chance. */
export function attemptAt(shop: Workshop, wish: Wish, number: number): Attempt {
  const random = createRandom(shop.seed, wish.hint, number);
  const serial = Number(/\d+$/.exec(wish.hint)?.[0] ?? "1");
  const fill = number > 1 && number % 4 === 3 ? "everything" : wish.fill;
  const choose: Attempt["choose"] = (branches) => (number < 2 ? 0 : random.below(branches.length));
  return { resolve: shop.resolve, random, number, fill, serial, choose };
}

/** The first value that the checker confirms. Throws `Unsatisfiable`. */
export function firstValid(shop: Workshop, schema: SchemaName, wish: Wish): Json {
  let reason = "";
  for (let number = 0; number < ATTEMPTS; number += 1) {
    try {
      const name = /(\S+?)[\s\d]*$/.exec(wish.hint)?.[1] ?? "text";
      const value = make(
        [rootRule(shop, schema)],
        { name, depth: 0, trail: [] },
        attemptAt(shop, wish, number),
      );
      const fault = shop.faults(schema, value)[0];
      if (fault === undefined) return value;
      reason = `${fault.at === "" ? "the value" : fault.at} ${fault.message}`;
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      reason = error.message;
    }
  }
  throw new Unsatisfiable(schema, reason);
}
