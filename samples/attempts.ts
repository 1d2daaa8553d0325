import type { SchemaFault } from "../contract/frame.ts";
import type { Json } from "../contract/json.ts";
import type { Place, SchemaName } from "../contract/model.ts";
import { asRule, Contradiction, type Resolve, type Rule } from "./conjunction.ts";
import { plainLeaves } from "./leaves.ts";
import { make } from "./make.ts";
import { isEmpty } from "./strange-values.ts";
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
  /** Where a schema comes back to itself in every value, so that none ends; null where it does not. */
  readonly endless: (schema: SchemaName) => Place | null;
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
/** The same for one that need not succeed. */
const SMALL_BUDGET = 60;

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
    telling: false,
    forced: () => null,
    budget: { left: BUDGET },
  };
}

/** The first value that the checker confirms; one that shows something, where there is one. Throws `Unsatisfiable`. */
export function firstValid(shop: Workshop, schema: SchemaName, wish: Wish): Json {
  const attempt = (number: number): Attempt => attemptAt(shop, wish, number);
  return telling(shop, schema, { name: nameIn(wish), attempt, instead: leastValid(shop, schema, wish) });
}

/** The same with nothing that may be left out: `{}`, where that is valid. */
export function leastValid(shop: Workshop, schema: SchemaName, wish: Wish): Json {
  return confirmed(shop, schema, { name: nameIn(wish), attempt: (number) => attemptAt(shop, wish, number) });
}

function nameIn({ hint }: Wish): string {
  return /(\S+?)[\s\d]*$/.exec(hint)?.[1] ?? "text";
}

/** So many attempts are made at a value that shows more than an empty one. */
const TELLING_TRIES = 10;

/** `instead`, or where that is empty a value by the same attempts with something in it, if one is found soon. */
export function telling(shop: Workshop, schema: SchemaName, trial: Trial & { readonly instead: Json }): Json {
  const { name, instead } = trial;
  for (let number = 0; isEmpty(instead) && number < TELLING_TRIES; number += 1) {
    const attempt = (): Attempt => ({
      ...trial.attempt(number),
      telling: true,
      budget: { left: SMALL_BUDGET },
    });
    try {
      const value = confirmed(shop, schema, { name, attempt, tries: 1 });
      if (!isEmpty(value)) return value;
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error;
    }
  }
  return instead;
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
    if (one.budget.left > 0) continue;
    exhausted += 1;
    const end = shop.endless(schema);
    if (end !== null) throw new Unsatisfiable(schema, `a recursion without an end at ${end}`);
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
      attempt: (number) => ({ ...attemptAt(shop, wish, number), budget: { left: SMALL_BUDGET } }),
    });
    return true;
  } catch (error) {
    if (error instanceof Unsatisfiable) return false;
    throw error;
  }
}
