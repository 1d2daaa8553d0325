import type { SchemaFault } from "../contract/frame.ts";
import { isObject, type Json } from "../contract/json.ts";
import { pointerOf, pointerSet } from "../contract/json-pointer.ts";
import type { PayloadPointer, Place, SchemaName } from "../contract/model.ts";
import { rootRule, type Workshop } from "./attempts.ts";
import type { Location } from "./locations.ts";
import type { Confirmed } from "./broken.ts";
import { declaredNames } from "./rules-below.ts";
import { secondFaults } from "./second-faults.ts";
import { counted, spokenAt, spokenType } from "./spoken.ts";
import { ANYTHING } from "./strange-values.ts";
import { allowedTypes, allowsType, toldTypes, typeOf } from "./types.ts";

/** Something that no valid value holds, put where it stands all the same. */
export interface Forced {
  readonly label: string;
  readonly at: PayloadPointer;
  readonly was: Json;
  readonly became: Json;
  /** The whole value. */
  readonly value: Json;
}

/**
 * What no valid value shows: properties that are declared and that no value may have (`known` are those that some
 * have), an item more, and values of a type of which none is right (arrays beside `contains: false`).
 */
export function forcedValues(location: Location, known: ReadonlySet<PayloadPointer>): Forced[] {
  const { at, base, value, conjunction } = location;
  const names = isObject(value)
    ? declaredNames(conjunction).filter((name) => !Object.hasOwn(value, name))
    : [];
  const inside = [...names, ...(Array.isArray(value) ? [value.length] : [])]
    .map((name) => at + pointerOf(name))
    .filter((below) => !known.has(below));
  const allowed = allowedTypes(conjunction);
  const told = conjunction.flatMap(({ schema }) => toldTypes(schema));
  const others = told.filter((type) => type !== typeOf(value) && allowsType(allowed, type));
  return [
    ...inside.flatMap((below) =>
      ANYTHING.map((one) => ({
        label: Array.isArray(value)
          ? `${spokenAt(at)} of ${counted(value.length + 1, "item")}`
          : `with ${spokenAt(below)} as ${spokenType(one)}`,
        at: below,
        was: null,
        became: one,
        value: pointerSet(base, below, one),
      })),
    ),
    ...[...ANYTHING, [1], ["text"]]
      .filter((one) => others.some((type) => allowsType([type], typeOf(one))))
      .map((one) => ({
        label: `${spokenAt(at)} as ${spokenType(one)}`,
        at,
        was: value,
        became: one,
        value: pointerSet(base, at, one),
      })),
  ];
}

/** Complain for what they hold only. */
const HOLDERS: ReadonlySet<string> = new Set(["oneOf", "anyOf", "if"]);

/** A forced value that breaks a rule that nothing has broken; null where it breaks none. */
export function brokenByForce(
  shop: Workshop,
  schema: SchemaName,
  { forced, hit }: { readonly forced: Forced; readonly hit: ReadonlySet<Place> },
): Confirmed | null {
  const { value, ...told } = forced;
  const faults = shop.everyFault(schema, value);
  const judged = { root: rootRule(shop, schema), value, faults, resolve: shop.resolve };
  const fresh = faults.filter(({ place, keyword }) => !hit.has(place) && !HOLDERS.has(keyword));
  const all = fresh.map((fault) => ({ fault, besides: secondFaults(judged, fault) ?? [] }));
  const [first, ...others] = all;
  if (first === undefined) return null;
  const best = others.reduce(
    (one, other) => (other.besides.length < one.besides.length ? other : one),
    first,
  );
  const { place, keyword }: SchemaFault = best.fault;
  return { broken: { ...told, value, place, keyword, besides: best.besides }, faults };
}
