import { Arbitrary, type Random as Source, type Stream, stream, Value } from "fast-check";
import type { Json } from "../contract/json.ts";
import type { SchemaName } from "../contract/model.ts";
import type { Workshop } from "./attempts.ts";
import { blowsTo, brokenBy, eachBroken } from "./broken.ts";
import type { Broken } from "./model.ts";
import { Unsatisfiable } from "./unsatisfiable.ts";

/** How often another valid value is taken where none of a value's breaks is wanted. */
const MOST_TRIES = 20;
/** Of so many smaller values each, the smaller breaks are looked for. */
const MOST_SMALLER = 200;

export interface BreakingOptions {
  /** Valid values to start from. */
  readonly valid: Arbitrary<Json>;
  readonly schema: SchemaName;
  /** Which of the broken values count. */
  readonly wanted: (value: Json) => boolean;
}

/**
 * Any valid value with one rule broken. Shrinks to smaller values that break the same rule. Throws `Unsatisfiable`
 * where no value breaks anything that counts.
 */
export class BrokenArbitrary extends Arbitrary<Broken> {
  readonly #shop: Workshop;
  readonly #options: BreakingOptions;

  constructor(shop: Workshop, options: BreakingOptions) {
    super();
    this.#shop = shop;
    this.#options = options;
  }

  override generate(source: Source, bias: number | undefined): Value<Broken> {
    const { valid } = this.#options;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const start = valid.generate(source, bias).value;
      const broken = this.#brokenSomehow(source, start);
      if (broken !== null) return new Value(broken, start);
    }
    throw new Unsatisfiable(this.#options.schema, "no value of it breaks a rule by itself");
  }

  /** Broken in the first way that counts, ways taken by chance: to try all for one of them would be most of the work. */
  #brokenSomehow(source: Source, start: Json): Broken | null {
    const { schema, wanted } = this.#options;
    const left = blowsTo(this.#shop, schema, start);
    while (left.length > 0) {
      for (const blow of left.splice(source.nextInt(0, left.length - 1), 1)) {
        const found = brokenBy(this.#shop, schema, blow);
        if (found !== null && wanted(found.broken.value)) return found.broken;
      }
    }
    return null;
  }

  override canShrinkWithoutContext(_value: unknown): _value is Broken {
    return false;
  }

  override shrink(broken: Broken, start: unknown): Stream<Value<Broken>> {
    return stream(this.#smaller(broken, start));
  }

  *#smaller({ value, place, keyword }: Broken, start: unknown): IterableIterator<Value<Broken>> {
    const { valid, schema, wanted } = this.#options;
    const length = JSON.stringify(value).length;
    let tried = 0;
    if (!valid.canShrinkWithoutContext(start)) return;
    for (const { value: less } of valid.shrink(start, undefined)) {
      tried += 1;
      if (tried > MOST_SMALLER) return;
      const same = firstOf(
        eachBroken(this.#shop, schema, less),
        (one) => one.place === place && one.keyword === keyword && wanted(one.value),
      );
      if (same !== undefined && JSON.stringify(same.value).length < length) yield new Value(same, less);
    }
  }
}

function firstOf<T>(all: Iterable<T>, isIt: (one: T) => boolean): T | undefined {
  for (const one of all) if (isIt(one)) return one;
  return undefined;
}
