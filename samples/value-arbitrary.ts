import { Arbitrary, type Random as Source, type Stream, stream, Value } from "fast-check";
import type { Json } from "../contract/json.ts";
import type { SchemaName } from "../contract/model.ts";
import { anyLeaves, randomFrom } from "./any-leaves.ts";
import { attemptAt, confirmed, firstValid, telling, type Workshop } from "./attempts.ts";
import type { Attempt } from "./maker.ts";
import { isSmaller, smaller } from "./smaller.ts";

/**
 * Any valid value of a schema. Every value is confirmed by the checker, and so is every smaller one that it shrinks
 * to, whatever made it: a value that was recorded or written by hand shrinks too.
 */
export class ValueArbitrary extends Arbitrary<Json> {
  readonly #shop: Workshop;
  readonly #schema: SchemaName;

  readonly #dress: (value: Json) => Json;

  /** `dress` sets what is said elsewhere (`fills`); a value that it makes invalid is left as it was. */
  constructor(shop: Workshop, schema: SchemaName, dress: (value: Json) => Json = (value) => value) {
    super();
    this.#dress = dress;
    this.#shop = shop;
    this.#schema = schema;
  }

  /** Throws `Unsatisfiable`. */
  override generate(source: Source, bias: number | undefined): Value<Json> {
    return new Value(this.#dressed(this.#made(source, bias)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Json {
    return isJson(value) && this.#valid(value);
  }

  override shrink(value: Json): Stream<Value<Json>> {
    return stream(this.#smaller(value)).map((less) => new Value(less, undefined));
  }

  *#smaller(value: Json): IterableIterator<Json> {
    for (const less of smaller(value)) {
      const dressed = this.#dressed(less);
      if (this.#valid(dressed) && isSmaller(dressed, value)) yield dressed;
    }
  }

  #dressed(value: Json): Json {
    const dressed = this.#dress(value);
    return dressed !== value && this.#valid(dressed) ? dressed : value;
  }

  #valid(value: Json): boolean {
    return this.#shop.faults(this.#schema, value).length === 0;
  }

  /** One value in ten is the plainest, and everything is plain where chance finds nothing; few are empty. */
  #made(source: Source, bias: number | undefined): Json {
    const plain = { hint: this.#schema, fill: "required" } as const;
    const random = randomFrom(source);
    if (random.below(10) === 0)
      return firstValid(this.#shop, this.#schema, { ...plain, hint: `${this.#schema} ${random.below(9)}` });
    const attempt = (number: number): Attempt => {
      const one = attemptAt(this.#shop, plain, number);
      if (number >= 15) return attemptAt(this.#shop, plain, number - 15);
      const fill = number % 5 === 4 ? "required" : "some";
      const choose: Attempt["choose"] = (branches) => random.below(branches.length);
      return { ...one, random, fill, choose, number: number + 1, leaves: anyLeaves(source, bias) };
    };
    const instead = confirmed(this.#shop, this.#schema, { name: "text", attempt });
    return random.below(8) === 0
      ? instead
      : telling(this.#shop, this.#schema, { name: "text", attempt, instead });
  }
}

function isJson(value: unknown): value is Json {
  return value === null || ["boolean", "number", "string", "object"].includes(typeof value);
}
