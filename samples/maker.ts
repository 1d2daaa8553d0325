import type { Json } from "../contract/json.ts";
import type { Place } from "../contract/model.ts";
import type { Conjunction, Reader } from "./conjunction.ts";
import type { Leaves } from "./leaves.ts";
import type { Random } from "./random.ts";

/** One attempt at a value: its choices, and how much it fills in. */
export interface Attempt extends Reader {
  readonly random: Random;
  /** 0 takes the first and most readable choice everywhere, later ones take random choices. */
  readonly number: number;
  /** `some`: each optional part is there by chance. */
  readonly fill: "required" | "some" | "everything";
  /** At the top there is to be something, also where nothing has to be: `{}` and `[]` show nothing. */
  readonly telling: boolean;
  /** The number that goes into ids. */
  readonly serial: number;
  /** Scalars that nobody has to read, as far from everyday ones as the rules allow; null: readable ones. */
  readonly leaves: Leaves | null;
  /** The branch that this attempt is about; null: any. */
  readonly forced: (at: Place) => number | null;
  /** How many more locations may be made, retries included: what bounds size and time. */
  readonly budget: { left: number };
}

/** Where in the value something is made. */
export interface Spot {
  /** The field's name, or that of the nearest field above an item. */
  readonly name: string;
  readonly depth: number;
  /** Places that are being made above: what comes back here is recursive. */
  readonly trail: readonly Place[];
}

/** Makes the value of a conjunction. Throws `Contradiction`. */
export type Make = (conjunction: Conjunction, spot: Spot) => Json;
