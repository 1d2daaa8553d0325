import type { SchemaFault } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type { Place, SchemaName } from "../contract/model.ts";
import { asRule, Contradiction, type Resolve, type Rule } from "./conjunction.ts";
import { plainLeaves } from "./leaves.ts";
import { make } from "./make.ts";
import type { Attempt } from "./maker.ts";
import { createRandom } from "./random.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";

/** How often a value is tried before a schema counts as unsatisfiable. */
const ATTEMPTS = 30;

/** What making values for one contract needs. */
export interface Workshop {
  readonly seed: number;
  readonly resolve: Resolve;
  /** What is wrong with a value by the checker; empty: valid. */
  readonly faults: (schema: SchemaName, value: Json) => readonly SchemaFault[];
  /** The rules that contradict each other, for a schema of which no value was found. */
  readonly contradicting: (schema: SchemaName) => readonly Place[];
  /** The same with every fault, not only the first. */
  readonly everyFault: (schema: SchemaName, value: Json) => readonly SchemaFault[];
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

/** A schema that uses up the budget of so many attempts is given up: this bounds the time. */
const MOST_EXHAUSTED = 8;
/** How many locations one attempt may make. */
const BUDGET = 1000;

/** The first attempt's choices of branches are by number; later ones are left to chance. */
export function attemptAt(shop: Workshop, wish: Wish, number: number): Attempt {
  const random = createRandom(shop.seed, wish.hint, number);
  return {
    resolve: shop.resolve,
    random,
    number,
    fill: number > 1 ? ((["required", "everything", "some"] as const)[number % 3] ?? wish.fill) : wish.fill,
    serial: Number(/\d+$/.exec(wish.hint)?.[0] ?? "1"),
    choose: (branches) => (number < 2 ? 0 : random.below(branches.length)),
    leaves: number < 8 ? null : plainLeaves(random),
    forced: () => null,
    budget: { left: BUDGET },
  };
}

/** The first value that the checker confirms. Throws `Unsatisfiable`. */
export function firstValid(shop: Workshop, schema: SchemaName, wish: Wish): Json {
  const name = /(\S+?)[\s\d]*$/.exec(wish.hint)?.[1] ?? "text";
  return confirmed(shop, schema, { name, attempt: (number) => attemptAt(shop, wish, number) });
}

/** What is tried, one attempt after the other. */
export interface Trial {
  readonly name: string;
  readonly attempt: (number: number) => Attempt;
  readonly tries?: number;
}

/** The first of some attempts that the checker confirms. Throws `Unsatisfiable`. */
export function confirmed(
  shop: Workshop,
  schema: SchemaName,
  { name, attempt, tries = ATTEMPTS }: Trial,
): Json {
  let reason = "";
  let exhausted = 0;
  for (let number = 0; number < tries && exhausted < MOST_EXHAUSTED; number += 1) {
    const one = attempt(number);
    try {
      const value = make([rootRule(shop, schema)], { name, depth: 0, trail: [] }, one);
      const fault = shop.faults(schema, value)[0];
      if (fault === undefined) return value;
      reason = `${fault.at === "" ? "the value" : fault.at} ${fault.message}`;
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      reason = error.message;
    }
    if (one.budget.left <= 0) exhausted += 1;
  }
  throw new Unsatisfiable(schema, reason, () => shop.contradicting(schema));
}

/** Is there a value, by a quick look? For telling which rules stand in its way. */
export function isPossible(shop: Workshop, schema: SchemaName): boolean {
  const wish = { hint: schema, fill: "required" } as const;
  try {
    confirmed(shop, schema, {
      name: "text",
      tries: 4,
      attempt: (number) => ({ ...attemptAt(shop, wish, number), budget: { left: 60 } }),
    });
    return true;
  } catch (error) {
    if (error instanceof Unsatisfiable) return false;
    throw error;
  }
}
