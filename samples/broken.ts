import type { SchemaFault } from "../contract/frame.ts";
import { type Json, jsonEqual } from "../contract/json.ts";
import { pointerSet } from "../contract/json-pointer.ts";
import type { Place, SchemaName } from "../contract/model.ts";
import { rootRule, type Workshop } from "./attempts.ts";
import { breakBranches, breakCondition, breakNames, breakNot, breakTuple } from "./break-logic.ts";
import { breakAlone } from "./break-alone.ts";
import { breakContains } from "./break-contains.ts";
import { breakTag } from "./break-tag.ts";
import type { Rule } from "./conjunction.ts";
import { blamed, type Breach } from "./breach.ts";
import { breakArray, breakObject } from "./break-inside.ts";
import { breakChoice, breakNumber, breakText, breakType } from "./break-scalar.ts";
import { type Location, locationsOf } from "./locations.ts";
import type { Broken } from "./model.ts";
import { type Judged, secondFaults } from "./second-faults.ts";
import { spokenAt, spokenValue } from "./spoken.ts";

const WAYS: readonly ((location: Location, rule: Rule, shop: Workshop) => Breach[])[] = [
  breakType,
  breakChoice,
  breakText,
  breakNumber,
  breakArray,
  breakTuple,
  breakContains,
  breakObject,
  breakNames,
  breakNot,
  breakBranches,
  breakTag,
  breakCondition,
];
/** One rule of a value, and one way to break it; not tried yet. */
export interface Blow {
  readonly location: Location;
  readonly breach: Breach;
}

/** All ways in which a valid value may be broken. To try one costs far more than to know of it. */
export function blowsTo(shop: Workshop, schema: SchemaName, start: Json): Blow[] {
  return locationsOf(shop, schema, start).flatMap((location) =>
    breachesOf(shop, location).map((breach) => ({ location, breach })),
  );
}

/** A valid value broken in one way at a time, each confirmed, each value once; made as they are asked for. */
export function* eachBroken(shop: Workshop, schema: SchemaName, start: Json): IterableIterator<Broken> {
  const seen = new Set<string>();
  for (const blow of blowsTo(shop, schema, start)) {
    const found = brokenBy(shop, schema, blow);
    const key = JSON.stringify(found?.broken.value);
    if (found === null || seen.has(key)) continue;
    seen.add(key);
    yield found.broken;
  }
}

/** All of them. */
export function brokenOf(shop: Workshop, schema: SchemaName, start: Json): Broken[] {
  return [...eachBroken(shop, schema, start)];
}

/** What can be broken at one location. */
export function breachesOf(shop: Workshop, location: Location): Breach[] {
  return location.conjunction.flatMap((rule) => WAYS.flatMap((way) => way(location, rule, shop)));
}

/** A broken value, and everything that the checker says of it. */
export interface Confirmed {
  readonly broken: Broken;
  readonly faults: readonly SchemaFault[];
}

/** The rule broken by itself where that can be, with a value made for it if need be; null where nothing breaks. */
export function brokenBy(shop: Workshop, schema: SchemaName, { location, breach }: Blow): Confirmed | null {
  let best = confirmed(shop, schema, { location, breach });
  if (isAlone(best, breach)) return best;
  for (const alone of breakAlone(shop, location, breach)) {
    const found = confirmed(shop, schema, { location, breach: alone });
    if (found === null || found.broken.place !== breach.place) continue;
    const known = best?.broken;
    if (known?.place !== breach.place || found.broken.besides.length < known.besides.length) best = found;
    if (isAlone(best, breach)) break;
  }
  return best;
}

function isAlone(found: Confirmed | null, { place }: Breach): boolean {
  return found?.broken.place === place && found.broken.besides.length === 0;
}

/**
 * The option that breaks the rule with the fewest other faults; null where none breaks anything. Where what was to
 * break is no rule that complains (the condition of an `if`), it is labelled with the one that does.
 */
export function confirmed(
  shop: Workshop,
  schema: SchemaName,
  { location, breach }: { location: Pick<Location, "base" | "at">; breach: Breach },
): Confirmed | null {
  let best: Option | null = null;
  for (const option of breach.options) {
    const value = pointerSet(location.base, location.at, option);
    if (jsonEqual(value, location.base)) continue;
    const faults = shop.everyFault(schema, value);
    if (faults.length === 0) continue;
    const judged = { root: rootRule(shop, schema), value, faults, resolve: shop.resolve };
    const besides = secondFaults(judged, { place: blamed(breach), at: breach.at });
    const score = besides === null ? MISSED + faults.length : besides.length;
    if (best === null || score < best.score) best = { judged, option, besides, score };
    if (score === 0) break;
  }
  return best === null ? null : labelled(breach, best);
}

/** More than any number of second faults that a value may have. */
const MISSED = 1e6;

/** One way to break a rule, judged. `besides`: null where the rule itself does not complain. */
interface Option {
  readonly judged: Judged;
  readonly option: Json;
  readonly besides: readonly Place[] | null;
  readonly score: number;
}

function labelled(breach: Breach, { option, besides, judged }: Option): Confirmed {
  const { at, was } = breach;
  const became = breach.became === undefined ? option : breach.became;
  const told = besides === null ? blame(judged) : within(judged, { ...breach, besides });
  // The side of a condition that was not meant complains: its title would name the wrong one.
  const isOther = besides === null && breach.keyword === "if";
  const label = isOther ? `${spokenAt(at)} ${spokenValue(option)} (${told.keyword})` : breach.label;
  return { broken: { label, value: judged.value, at, ...told, was, became }, faults: judged.faults };
}

/** A condition only chooses: what complains stands in its `then` or `else`, unless that is simply forbidden. */
function within(
  judged: Judged,
  { place, keyword, besides }: Pick<Broken, "place" | "keyword" | "besides">,
): Pick<Broken, "place" | "keyword" | "besides"> {
  const inner = keyword === "if" ? blame(judged) : null;
  return inner === null || inner.keyword === "false schema" ? { place, keyword, besides } : inner;
}

/** The rule that complains with the fewest others, where what was to break does not. */
function blame(judged: Judged): Pick<Broken, "place" | "keyword" | "besides"> {
  const all = judged.faults.map((fault) => ({
    place: fault.place,
    keyword: fault.keyword,
    besides: secondFaults(judged, fault) ?? [],
  }));
  const [first, ...others] = all.filter(({ keyword }) => !["oneOf", "anyOf", "if"].includes(keyword));
  const [any = { place: judged.root.place, keyword: "", besides: [] }] = all;
  return others.reduce((best, one) => (one.besides.length < best.besides.length ? one : best), first ?? any);
}
