import { type Json, jsonEqual } from "../contract/json.ts";
import { type Conjunction, ruleAt } from "./conjunction.ts";
import type { Attempt, Make, Spot } from "./maker.ts";
import { itemRules, lowest } from "./rules-below.ts";
import { singular } from "./words.ts";

/** An array with as many items as are required; with one where everything is wanted. */
export function makeArray(conjunction: Conjunction, spot: Spot, attempt: Attempt, make: Make): Json {
  const least = lowest(conjunction, "minItems", 0);
  const wanted = attempt.fill === "everything" && spot.depth < 5 ? Math.max(least, 1) : least;
  const contained = conjunction.filter((rule) => rule.schema["contains"] !== undefined);
  const items: Json[] = [];
  for (const rule of contained) {
    const times = rule.schema["minContains"];
    for (let turn = 0; turn < (typeof times === "number" ? times : 1); turn += 1)
      items.push(itemOf(conjunction, items.length, { rules: [ruleAt(rule, "contains")], spot, make }));
  }
  const unique = conjunction.some((rule) => rule.schema["uniqueItems"] === true);
  while (items.length < wanted) {
    try {
      const item = itemOf(conjunction, items.length, { rules: [], spot, make });
      items.push(unique ? distinct(item, items) : item);
    } catch (error) {
      if (items.length < least) throw error;
      break;
    }
  }
  return items;
}

interface Extra {
  readonly rules: Conjunction;
  readonly spot: Spot;
  readonly make: Make;
}

function itemOf(conjunction: Conjunction, index: number, { rules, spot, make }: Extra): Json {
  return make([...itemRules(conjunction, index), ...rules], {
    ...spot,
    name: singular(spot.name),
    depth: spot.depth + 1,
  });
}

/** The item, or a like one that is not among `others`; whether it still fits is the checker's to say. */
function distinct(item: Json, others: readonly Json[]): Json {
  const taken = (value: Json): boolean => others.some((other) => jsonEqual(other, value));
  let next = item;
  for (let turn = 2; taken(next) && turn < 100; turn += 1) {
    if (typeof item === "string") next = `${item}${turn}`;
    else if (typeof item === "number") next = item + turn - 1;
    else break;
  }
  return next;
}
