import type { Place, SchemaName } from "../contract/model.ts";
import { firstValid, type Workshop } from "./attempts.ts";
import { blamed, type Breach } from "./breach.ts";
import { brokenByForce, forcedValues } from "./break-forced.ts";
import { breachesOf, brokenBy, type Confirmed, confirmed } from "./broken.ts";
import { type Location, locationsOf } from "./locations.ts";
import type { Broken } from "./model.ts";
import { reachedLocations } from "./reach.ts";
import { strangeValues } from "./strange-values.ts";

/** So many values that are broken elsewhere are tried together with a break that another branch allows. */
const MOST_COMPANIONS = 12;

/** So many rules that nothing has broken yet are tried with more than one value. */
const MOST_INSISTED = 60;

/** So many locations are looked at for what no valid value holds. */
const MOST_FORCED = 100;

/** What has been broken so far. */
interface Tally {
  readonly shop: Workshop;
  readonly schema: SchemaName;
  readonly found: Confirmed[];
  readonly seen: Set<string>;
  /** Rules that complained of one of the values. */
  readonly hit: Set<Place>;
}

/** A rule that no value has broken, where it stands, and what it was tried with. */
interface Missed {
  readonly location: Location;
  readonly breach: Breach;
}

/**
 * Every rule of a schema that can be broken, broken once: from the smallest value, from everything at once, and from
 * those that each branch, each side of an `if` and each type needs. Where another branch allows what breaks a rule,
 * a value is taken that none allows, at last together with a second break. Throws `Unsatisfiable`.
 */
export function brokenEverywhere(shop: Workshop, schema: SchemaName): Broken[] {
  const tally: Tally = { shop, schema, found: [], seen: new Set(), hit: new Set() };
  const smallest = firstValid(shop, schema, { hint: schema, fill: "required" });
  const everything = firstValid(shop, schema, { hint: schema, fill: "everything" });
  const locations = [
    ...locationsOf(shop, schema, smallest),
    ...locationsOf(shop, schema, everything),
    ...reachedLocations(shop, schema, smallest),
  ];
  const missed = locations.flatMap((location) => breakAll(tally, location));
  const places = new Map(missed.map((one) => [blamed(one.breach), one]));
  for (const one of [...places.values()].slice(0, MOST_INSISTED)) insist(tally, one);
  force(tally, locations);
  return tally.found.map(({ broken }) => broken);
}

/** Breaks a location in every way; gives what broke nothing at its own place. */
function breakAll(tally: Tally, location: Location): Missed[] {
  return breachesOf(tally.shop, location).flatMap((breach) => {
    const key = keyOf(breach);
    if (tally.seen.has(key)) return [];
    tally.seen.add(key);
    const found = brokenBy(tally.shop, tally.schema, { location, breach });
    if (found !== null) keep(tally, found);
    return tally.hit.has(blamed(breach)) ? [] : [{ location, breach }];
  });
}

/** With values of every shape, then together with another break. */
function insist(tally: Tally, { location, breach }: Missed): void {
  if (tally.hit.has(blamed(breach))) return;
  const { shop, schema } = tally;
  const options = breach.became === undefined ? strangeValues(location.value) : [];
  const strange = { ...breach, label: `${breach.label}, or of another shape`, options };
  const found = confirmed(shop, schema, { location, breach: strange });
  if (found?.faults.some(({ place }) => place === blamed(breach)) === true) {
    keep(tally, found);
    return;
  }
  const companions = tally.found.filter(({ broken }) => broken.at !== location.at).slice(0, MOST_COMPANIONS);
  for (const { broken } of companions) {
    const both = { base: broken.value, at: location.at };
    const double = confirmed(shop, schema, { location: both, breach });
    if (double?.faults.some(({ place }) => place === blamed(breach)) !== true) continue;
    keep(tally, { ...double, broken: { ...double.broken, label: `${breach.label}, and ${broken.label}` } });
    return;
  }
}

/** What no valid value holds, once for each location and shape of it. */
function force(tally: Tally, locations: readonly Location[]): void {
  const { shop, schema, hit } = tally;
  const known = new Set(locations.map(({ at }) => at));
  const seen = new Set<string>();
  for (const location of locations) {
    const key = `${location.at} ${location.conjunction.map(({ place }) => place).join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MOST_FORCED) return;
    for (const forced of forcedValues(location, known)) {
      const found = brokenByForce(shop, schema, { forced, hit });
      if (found !== null) keep(tally, found);
    }
  }
}

function keep({ found, hit, seen }: Tally, one: Confirmed): void {
  for (const { place } of one.faults) hit.add(place);
  const key = JSON.stringify(one.broken.value);
  if (seen.has(key)) return;
  seen.add(key);
  found.push(one);
}

function keyOf({ at, place, label }: Breach): string {
  return `${at} ${place} ${label}`;
}
