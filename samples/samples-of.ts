import { type Arbitrary, constantFrom, sample } from "fast-check";
import { type Contract, type TableOptions, tableOfSchema } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import type { SchemaName } from "../contract/model.ts";
import { firstValid, type Workshop } from "./attempts.ts";
import { boundariesOf } from "./boundaries.ts";
import { brokenOf } from "./broken.ts";
import { brokenEverywhere } from "./broken-everywhere.ts";
import { jsonText } from "./json-text.ts";
import type { Boundary, Broken } from "./model.ts";
import { ValueArbitrary } from "./value-arbitrary.ts";
import { createWorkshop } from "./workshop.ts";

/** Values for one JSON Schema. */
export interface Samples {
  /** The smallest readable valid value. Another number at the end of `hint` gives other ids. Throws `Unsatisfiable`. */
  valid(hint?: string): Json;
  /** Valid values at the edges of the schema's rules. */
  boundaries(): readonly Boundary[];
  /** `start` broken in one way at a time; without it, every rule that can be broken, once. */
  broken(start?: Json): readonly Broken[];
  /** What is wrong with a value; empty: valid. */
  readonly faults: (value: Json) => ReturnType<Workshop["faults"]>;
  /** Any valid value, for property tests. */
  arbitrary(): Arbitrary<Json>;
  /** Any of the broken values; shrinks to the shortest. Throws `RangeError` where the schema refuses nothing. */
  brokenArbitrary(): Arbitrary<Broken>;
}

export interface SamplesOptions extends TableOptions {
  readonly seed?: number;
}

/** Values for a JSON Schema that stands for itself. Throws `ToolError` for one that can't be read. */
export function samplesOf(schema: Json, { seed = 1, ...options }: SamplesOptions = {}): Samples {
  const table = tableOfSchema(schema, options);
  return samplesIn(table, table.name, seed);
}

/** The same for a schema of a contract. */
export function samplesIn(contract: Pick<Contract, "schemas">, schema: SchemaName, seed = 1): Samples {
  const shop = createWorkshop(contract, seed);
  const valid: Samples["valid"] = (hint = "sample 1") => firstValid(shop, schema, { hint, fill: "required" });
  return {
    valid,
    boundaries: () => boundariesOf(shop, schema),
    broken: (start) => (start === undefined ? brokenEverywhere(shop, schema) : brokenOf(shop, schema, start)),
    faults: (value) => shop.faults(schema, value),
    arbitrary: () => new ValueArbitrary(shop, schema),
    brokenArbitrary: () => brokenArbitrary(schema, brokenEverywhere(shop, schema)),
  };
}

function brokenArbitrary(schema: SchemaName, broken: readonly Broken[]): Arbitrary<Broken> {
  const length = ({ value }: Broken): number => jsonText(value).length;
  const sorted = [...broken].sort((left, right) => length(left) - length(right));
  if (sorted.length === 0) throw new RangeError(`the schema ${schema} refuses nothing that could be broken`);
  return constantFrom(...sorted);
}

/** Any valid value of a JSON Schema, for property tests: reproducible by seed and path, and it shrinks. */
export function arbitraryOf(schema: Json, options?: SamplesOptions): Arbitrary<Json>;
/** The same for a schema of a contract. */
export function arbitraryOf(contract: Pick<Contract, "schemas">, schema: SchemaName): Arbitrary<Json>;
export function arbitraryOf(
  source: Json | Pick<Contract, "schemas">,
  about: SamplesOptions | SchemaName = {},
): Arbitrary<Json> {
  if (typeof about !== "string") return samplesOf(source as Json, about).arbitrary(); // by the first overload
  return samplesIn(source as Pick<Contract, "schemas">, about).arbitrary(); // by the second
}

/** Some values of an arbitrary: the same for the same seed. */
export function sampleOf<T>(arbitrary: Arbitrary<T>, { seed, count }: { seed: number; count: number }): T[] {
  return sample(arbitrary, { seed, numRuns: count });
}
