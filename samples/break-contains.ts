import type { Json } from "../contract/json.ts";
import { jsonEqual } from "../contract/json.ts";
import type { Workshop } from "./attempts.ts";
import { type Breach, breach } from "./breach.ts";
import { asRule, type Conjunction, type Rule } from "./conjunction.ts";
import { fits } from "./fits.ts";
import type { Location } from "./locations.ts";
import { possibleItemRules } from "./rules-below.ts";
import { made } from "./made.ts";
import { counted } from "./spoken.ts";
import { ANYTHING } from "./strange-values.ts";

/** Arrays longer than this are not built: a limit that high is about size, not about shape. */
const LONGEST = 200;

/** None of what `contains` asks for, one too few for `minContains`, one too many for `maxContains`. */
export function breakContains(location: Location, rule: Rule, shop: Workshop): Breach[] {
  const { value } = location;
  const { contains, minContains, maxContains } = rule.schema;
  if (!Array.isArray(value) || contains === undefined || contains === false) return [];
  const ask: Asked = { location, shop, value, wanted: asRule(contains, "") };
  const found: Breach[] = [];
  const add = (keyword: string, label: string, options: readonly Json[]): void => {
    if (options.length > 0)
      found.push({ ...breach(location, rule, keyword)(label, ...options), saidBy: "contains" });
  };
  if (minContains !== 0) add("contains", "without what contains asks for", withSo(ask, 0));
  if (typeof minContains === "number" && minContains > 1 && minContains <= LONGEST)
    add("minContains", told(minContains - 1, `minContains ${minContains}`), withSo(ask, minContains - 1));
  if (typeof maxContains === "number" && maxContains < LONGEST)
    add("maxContains", told(maxContains + 1, `maxContains ${maxContains}`), withSo(ask, maxContains + 1));
  return found;
}

function told(count: number, rule: string): string {
  return `with ${counted(count, "item")} of what contains asks for (${rule})`;
}

interface Asked {
  readonly location: Location;
  readonly shop: Workshop;
  readonly value: readonly Json[];
  readonly wanted: Rule;
}

/** The array with so many of the wanted items: as long as it was, and with nothing in the place of what is gone. */
function withSo(ask: Asked, count: number): Json[] {
  const { value, wanted, shop } = ask;
  const isWanted = (item: Json): boolean => fits(wanted, item, shop.resolve);
  const [good, other] = [value.filter(isWanted), value.filter((item) => !isWanted(item))];
  const more = [...good];
  while (more.length < count) {
    const next = itemFor(ask, { taken: [...more, ...other], extra: [wanted], keep: isWanted });
    if (next === undefined) return [];
    more.push(next);
  }
  const kept = more.slice(0, count);
  const padded = [...kept, ...other];
  while (padded.length < value.length) {
    const not = asRule({ not: wanted.schema }, "");
    const next = itemFor(ask, { taken: padded, extra: [not], keep: (item) => !isWanted(item) });
    if (next === undefined) break;
    padded.push(next);
  }
  return [padded.slice(0, Math.max(value.length, count)), [...kept, ...other]];
}

interface ItemWish {
  readonly taken: readonly Json[];
  readonly extra: Conjunction;
  readonly keep: (item: Json) => boolean;
}

/** An item that the array allows; another than those taken where they have to differ, and if need be of any kind. */
function itemFor({ location, shop }: Asked, { taken, extra, keep }: ItemWish): Json | undefined {
  const unique = location.conjunction.some(({ schema }) => schema["uniqueItems"] === true);
  const isFree = (item: Json): boolean =>
    keep(item) && !(unique && taken.some((other) => jsonEqual(other, item)));
  const rules = [...possibleItemRules(location.conjunction, taken.length), ...extra];
  for (const number of unique ? [0, 2, 8, 9, 10, 11, 12] : [0, 8]) {
    const fitting = made(shop, rules, number).find(isFree);
    if (fitting !== undefined) return fitting;
  }
  return [...taken, ...ANYTHING].find(isFree);
}
