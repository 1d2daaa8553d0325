import type { Json } from "../contract/json.ts";
import type { Message, PayloadPointer, Place, SchemaName } from "../contract/model.ts";
import type { Doubt } from "./doubt.ts";

/**
 * Values for the schemas of one contract. Same seed, schema and hint give the same value; every value is
 * confirmed by the schema checker before it is handed out.
 */
export interface Sampler {
  /**
   * The smallest readable valid value: what is required, no more. `hint` names the use ("chat message 7"): its
   * last word names a scalar, and a number at its end goes into ids, so that two hints give two ids.
   * Throws `Unsatisfiable`.
   */
  valid(schema: SchemaName, hint: string): Json;
  /** The first declared example, else `valid`. Throws `Unsatisfiable`; for binary or unchecked content too. */
  message(message: Message, hint: string): Json;
  /**
   * What stands against demanding that a value is accepted: a part of it that nobody can check and that no example
   * and no `fixed` pointer vouches for. Null for none.
   */
  doubt(message: Message, payload: Json, fixed: readonly PayloadPointer[]): Doubt | null;
  /** Valid values at the edges of the schema's rules, without duplicates. Empty for an unsatisfiable schema. */
  boundaries(schema: SchemaName): readonly Boundary[];
  /** `start` (a valid value) broken in one way at a time, without duplicates. */
  broken(schema: SchemaName, start: Json): readonly Broken[];
}

/** A valid value at an edge: the shortest string, the last enum value, only what is required. */
export interface Boundary {
  /** In plain words: `content of 2000 characters (maxLength 2000)`. */
  readonly label: string;
  readonly value: Json;
  /** The location that is at its edge; "" for the whole. */
  readonly at: PayloadPointer;
  /** The rule whose edge it is. */
  readonly place: Place;
  /** True for what stands one step inside an edge, and for declared examples and defaults of single fields. */
  readonly beside: boolean;
}

/** A value that breaks one rule. */
export interface Broken {
  /** In plain words: `content of 2001 characters (maxLength 2000)`, `without request_id`, `index as a string`. */
  readonly label: string;
  readonly value: Json;
  /** The location that is broken; for a missing property, where it is missing. */
  readonly at: PayloadPointer;
  /** The rule that is broken. */
  readonly place: Place;
  readonly keyword: string;
  /**
   * Other rules that complain of the value too, where this one can't be broken by itself (a third item that `items` and
   * `maxItems` forbid); empty for a single fault. What only follows from it is none: the `oneOf` around it, say.
   */
  readonly besides: readonly Place[];
  /** What stood there and what stands there now; null also where nothing did or does. */
  readonly was: Json;
  readonly became: Json;
}
