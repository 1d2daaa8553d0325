import type { Json } from "../contract/json.ts";
import type { Place } from "../contract/model.ts";
import type { Conjunction, Reader } from "./conjunction.ts";
import type { Random } from "./random.ts";

/** One attempt at a value: its choices, and how much it fills in. */
export interface Attempt extends Reader {
  readonly random: Random;
  /** 0 takes the first and most readable choice everywhere, later ones take random choices. */
  readonly number: number;
  readonly fill: "required" | "everything";
  /** The number that goes into ids. */
  readonly serial: number;
}

/** Where in the value something is made. */
export interface Spot {
  /** The field's name, or that of the nearest field above an item. */
  readonly name: string;
  readonly depth: number;
  /** Places that are being made above: what comes back here is recursive. */
  readonly trail: readonly Place[];
}

/** Makes the value of a flat conjunction. Throws `Contradiction`. */
export type Make = (conjunction: Conjunction, spot: Spot) => Json;
