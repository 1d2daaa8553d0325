import type { Json } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import type { PayloadPointer, Place } from "../contract/model.ts";
import type { Rule } from "./conjunction.ts";
import type { Location } from "./locations.ts";
import { spokenAt } from "./spoken.ts";

/** One way to break one rule of a location; not confirmed. */
export interface Breach {
  readonly label: string;
  /** What stands at the location instead, best first: the first with the fewest faults is used. */
  readonly options: readonly Json[];
  /** The location that is broken. */
  readonly at: PayloadPointer;
  readonly place: Place;
  readonly keyword: string;
  /** The keyword beside it by which the checker says that it is broken; absent: its own. */
  readonly saidBy?: string;
  readonly was: Json;
  /** What the broken location holds; null where it is gone; absent: what the chosen option is. */
  readonly became?: Json;
}

/** The place of the rule that the checker names. */
export function blamed({ place, keyword, saidBy }: Breach): Place {
  return saidBy === undefined ? place : place.slice(0, -keyword.length) + saidBy;
}

/** Breaks the location itself. `label` follows its name: `of 2001 characters (maxLength 2000)`. */
export function breach(
  location: Location,
  rule: Rule,
  keyword: string,
): (label: string, ...options: Json[]) => Breach {
  return (label, ...options) => ({
    label: `${spokenAt(location.at)} ${label}`,
    options,
    at: location.at,
    place: rule.place + pointerOf(keyword),
    keyword,
    was: location.value,
  });
}
