import { type Json, jsonEqual } from "../contract/json.ts";
import { asRule, type Conjunction, Contradiction, type Rule, ruleAt } from "./conjunction.ts";
import { fits, fitsAll } from "./fits.ts";
import type { Attempt, Make, Spot } from "./maker.ts";
import { highest, itemRules, lowest, tupleLength, unevaluatedItems } from "./rules-below.ts";
import { singular } from "./words.ts";

/** Longer arrays are not made, whatever `minItems` asks: nobody could read them, and no limit is tested with them. */
const LONGEST = 2000;

/** An array with as many items as are required; with more where they are wanted. */
export function makeArray(conjunction: Conjunction, spot: Spot, attempt: Attempt, make: Make): Json {
  const least = lowest(conjunction, "minItems", 0);
  const most = mostItems(conjunction);
  if (least > most || least > LONGEST)
    throw new Contradiction(conjunction[0]?.place ?? "#", "no array is as long");
  const wanted = Math.min(most, Math.max(least, extraItems(conjunction, spot, attempt)));
  const unique = conjunction.some((rule) => rule.schema["uniqueItems"] === true);
  const pending = containing(conjunction);
  const items: Json[] = [];
  const fill: Fill = { conjunction, spot, attempt, make, unique };
  const enough =
    Math.max(wanted, tupleLength(conjunction)) + pending.reduce((sum, { least }) => sum + least, 0);
  for (let index = 0; index < Math.min(most, enough) && (index < wanted || pending.some(open)); index += 1) {
    const item = containedItem(fill, items, pending) ?? plainItem(fill, items, pending);
    if (item === undefined && index < least)
      throw new Contradiction(conjunction[0]?.place ?? "#", "no further item fits");
    if (item === undefined) break;
    items.push(item);
    for (const one of pending) if (fits(one.rule, item, attempt.resolve)) one.count += 1;
  }
  return items;
}

interface Fill {
  readonly conjunction: Conjunction;
  readonly spot: Spot;
  readonly attempt: Attempt;
  readonly make: Make;
  readonly unique: boolean;
}

/** One `contains`, and how many items keep it so far. */
interface Contains {
  readonly rule: Rule;
  readonly least: number;
  readonly most: number;
  count: number;
}

const open = ({ count, least }: Contains): boolean => count < least;

function containing(conjunction: Conjunction): Contains[] {
  return conjunction
    .filter(({ schema }) => schema["contains"] !== undefined && schema["minContains"] !== 0)
    .map((rule) => {
      const { minContains, maxContains } = rule.schema;
      return {
        rule: ruleAt(rule, "contains"),
        least: typeof minContains === "number" ? minContains : 1,
        most: typeof maxContains === "number" ? maxContains : Infinity,
        count: 0,
      };
    });
}

/** How many items there are to be beyond those that have to be. */
function extraItems(conjunction: Conjunction, spot: Spot, attempt: Attempt): number {
  const { fill, random, number, budget } = attempt;
  const shown = attempt.telling && spot.depth === 0 ? 1 : 0;
  const least = Math.max(lowest(conjunction, "minItems", 0), shown);
  if (fill === "everything") return spot.depth < 5 ? Math.max(least, tupleLength(conjunction), 1) : least;
  if (fill === "some" && spot.depth < 6 && budget.left > 0)
    return least + random.below(spot.depth < 2 ? 5 : 3);
  return number > 4 ? least + random.below(3) : least;
}

/** `maxItems`, and the end of a tuple that nothing may follow. */
function mostItems(conjunction: Conjunction): number {
  const closed = conjunction.some(({ schema }) => schema["unevaluatedItems"] === false);
  const open = conjunction.some(
    ({ schema }) =>
      schema["contains"] !== undefined || (schema["items"] !== undefined && !Array.isArray(schema["items"])),
  );
  const most = highest(conjunction, "maxItems");
  return closed && !open ? Math.min(most, tupleLength(conjunction)) : most;
}

/** An item that keeps as many open `contains` as can be kept at once; undefined: none is open, or none can be kept here. */
function containedItem(fill: Fill, items: readonly Json[], pending: readonly Contains[]): Json | undefined {
  const wanted = pending.filter(open);
  for (const rules of [wanted.map(({ rule }) => rule), ...wanted.map(({ rule }) => [rule])]) {
    if (rules.length === 0) continue;
    const item = itemWith(fill, items, rules);
    if (item !== undefined) return item;
  }
  return undefined;
}

/** An item that breaks those `contains` of which there are enough. */
function plainItem(fill: Fill, items: readonly Json[], pending: readonly Contains[]): Json | undefined {
  const full = pending.filter(({ count, most }) => count >= most);
  const free = unevaluatedItems(fill.conjunction, items.length);
  return itemWith(fill, items, [
    ...free,
    ...full.map(({ rule }) => asRule({ not: rule.schema }, rule.place)),
  ]);
}

function itemWith(
  { conjunction, spot, attempt, make, unique }: Fill,
  items: readonly Json[],
  extra: Conjunction,
): Json | undefined {
  try {
    const rules = [...itemRules(conjunction, items.length), ...extra];
    const at = { ...spot, name: singular(spot.name), depth: spot.depth + 1 };
    const taken = (value: Json): boolean => unique && items.some((other) => jsonEqual(other, value));
    for (let turn = 0; turn < (unique ? 30 : 1); turn += 1) {
      const item = unlike(make(rules, at), taken);
      if (!taken(item) && fitsAll(rules, item, attempt.resolve)) return item;
      const other = otherItem(rules, taken, attempt);
      if (other !== undefined) return other;
    }
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
  }
  return undefined;
}

/** A value of the items' enum that is still free. */
function otherItem(
  rules: Conjunction,
  taken: (value: Json) => boolean,
  { resolve }: Attempt,
): Json | undefined {
  const given: readonly Json[] = rules.flatMap(({ schema }) =>
    Array.isArray(schema["enum"]) ? schema["enum"] : [],
  );
  return [...given, true, false, null].find((value) => !taken(value) && fitsAll(rules, value, resolve));
}

/** The item, or a like one that is free; whether it still fits is seen then. */
function unlike(item: Json, taken: (value: Json) => boolean): Json {
  let next = item;
  for (let turn = 2; taken(next) && turn < 100; turn += 1) {
    if (typeof item === "string") next = `${item}${turn}`;
    else if (typeof item === "number") next = item + turn - 1;
    else break;
  }
  return next;
}
