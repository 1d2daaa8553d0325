import { isObject, type Json } from "../contract/json.ts";
import type { Workshop } from "./attempts.ts";
import { type Breach, breach } from "./breach.ts";
import { asRule, branchesOf, type Conjunction, type Rule, ruleAt } from "./conjunction.ts";
import { fits } from "./fits.ts";
import type { Location } from "./locations.ts";
import { FORMATS } from "./formats.ts";
import { made } from "./made.ts";
import { possibleItemRules, tupleLength } from "./rules-below.ts";
import { ANYTHING } from "./strange-values.ts";

/** What `not` forbids. */
export function breakNot(location: Location, rule: Rule, shop: Workshop): Breach[] {
  const { not } = rule.schema;
  if (not === undefined || not === false) return [];
  const forbidden = asRule(not, `${rule.place}/not`);
  const others = location.conjunction.filter((one) => one !== rule);
  const options = [
    ...made(shop, [...others, { ...rule, schema: withoutWord(rule, "not") }, forbidden]),
    ...made(shop, [forbidden]),
  ];
  const dressed = options.flatMap((one) => [mixed(location.value, one), mixed(one, location.value), one]);
  const all = [...dressed, ...ANYTHING].filter((value) => fits(forbidden, value, shop.resolve));
  return all.length === 0 ? [] : [breach(location, rule, "not")("as what `not` forbids", ...all)];
}

/** No branch of `anyOf` or `oneOf`; two of `oneOf` at once. */
export function breakBranches(location: Location, rule: Rule, shop: Workshop): Breach[] {
  return (["anyOf", "oneOf"] as const).flatMap((keyword) => {
    const branches = branchesOf(rule, keyword);
    if (branches.length === 0) return [];
    const own = breach(location, rule, keyword);
    const none = strangers(branches, shop);
    const both = keyword === "oneOf" ? inTwo(location, rule, { branches, shop }) : [];
    return [
      ...(none.length === 0 ? [] : [own(`that fits no branch of ${keyword}`, ...none)]),
      ...(both.length === 0 ? [] : [own("that fits two branches of oneOf", ...both)]),
    ];
  });
}

function strangers(branches: readonly Rule[], { resolve }: Workshop): Json[] {
  return ANYTHING.filter((value) => branches.every((branch) => !fits(branch, value, resolve)));
}

const MOST_PAIRS = 12;

/** Values that keep two branches: made for both, or one dressed in the other. */
function inTwo(
  location: Location,
  rule: Rule,
  { branches, shop }: { branches: readonly Rule[]; shop: Workshop },
): Json[] {
  const rest = { ...rule, schema: withoutWord(rule, "oneOf") };
  const pairs = branches.flatMap((one, index) =>
    branches.slice(index + 1).map((other) => [one, other] as const),
  );
  for (const [one, other] of pairs.slice(0, MOST_PAIRS)) {
    const both = [
      ...made(shop, [rest, one, other]),
      ...made(shop, [other]).flatMap((value) => [mixed(value, location.value)]),
    ];
    const found = both.filter(
      (value) => branches.filter((branch) => fits(branch, value, shop.resolve)).length > 1,
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** A name that nothing allows, one that comes without what it asks for, and `then` or `else` not kept. */
export function breakNames(location: Location, rule: Rule, shop: Workshop): Breach[] {
  const { value } = location;
  if (!isObject(value)) return [];
  const { propertyNames } = rule.schema;
  const found: Breach[] = [];
  if (propertyNames !== undefined && propertyNames !== true) {
    const naming = propertyNames === false ? null : asRule(propertyNames, "");
    const format = isObject(propertyNames) ? propertyNames["format"] : undefined;
    const misshapen = (typeof format === "string" ? FORMATS[format]?.bad : undefined) ?? [];
    const usual = ["bad name!", "", "UPPER", "x", "a".repeat(200), "0"].filter(
      (name) => naming === null || !fits(naming, name, shop.resolve),
    );
    const model = Object.values(value)[0] ?? true;
    const options = [...usual, ...misshapen].map((name) => ({ ...value, [name]: model }));
    if (options.length > 0)
      found.push(breach(location, rule, "propertyNames")("with a name that is not allowed", ...options));
  }
  for (const keyword of ["dependentRequired", "dependentSchemas", "dependencies"])
    found.push(...breakDependents(location, rule, { keyword, shop }));
  return found;
}

function breakDependents(
  location: Location,
  rule: Rule,
  { keyword, shop }: { keyword: string; shop: Workshop },
): Breach[] {
  const { value } = location;
  const dependents = rule.schema[keyword];
  if (!isObject(dependents) || !isObject(value)) return [];
  return Object.entries(dependents).flatMap(([trigger, needed]) => {
    if (!Array.isArray(needed)) return broughtAlone(location, rule, { keyword, trigger });
    const name = needed.find((one) => typeof one === "string");
    if (typeof name !== "string") return [];
    const model = value[trigger] ?? propertyValue(location.conjunction, trigger, shop);
    const alone = Object.fromEntries(
      Object.entries({ ...value, [trigger]: model }).filter(([one]) => one !== name),
    );
    return [breach(location, rule, keyword)(`with ${trigger} but without ${name}`, alone)];
  });
}

/** A name that brings a schema with it, where that is not kept yet. */
function broughtAlone(
  { value, ...location }: Location,
  rule: Rule,
  { keyword, trigger }: { keyword: string; trigger: string },
): Breach[] {
  if (!isObject(value) || Object.hasOwn(value, trigger)) return [];
  const label = `with ${trigger} but without what it asks for`;
  return [
    breach({ value, ...location }, rule, keyword)(
      label,
      { ...value, [trigger]: true },
      { ...value, [trigger]: "text" },
    ),
  ];
}

function propertyValue(conjunction: Conjunction, name: string, shop: Workshop): Json {
  const rules = conjunction.flatMap((rule) =>
    isObject(rule.schema["properties"]) &&
    rule.schema["properties"][name] !== false &&
    Object.hasOwn(rule.schema["properties"], name)
      ? [ruleAt(rule, "properties", name)]
      : [],
  );
  return made(shop, rules)[0] ?? true;
}

/** `then` or `else` that is simply forbidden. */
export function breakCondition(location: Location, rule: Rule, shop: Workshop): Breach[] {
  const { if: condition, then: yes, else: no } = rule.schema;
  if (condition === undefined) return [];
  const wrong = [
    ...(yes === undefined ? [] : made(shop, [asRule(condition === false ? {} : condition, "")])),
    ...(yes === undefined ? [] : metBy(location, condition, shop)),
  ];
  const all = [...wrong.flatMap((one) => [mixed(location.value, one), one]), ...ANYTHING];
  const holds = (value: Json): boolean =>
    condition !== false && fits(asRule(condition, ""), value, shop.resolve);
  const breaks = (asked: Json | undefined, value: Json): boolean =>
    asked === false || (isObject(asked) && !fits(asRule(asked, ""), value, shop.resolve));
  const sides = [
    {
      label: "that meets its if and breaks its then",
      options: all.filter((value) => holds(value) && breaks(yes, value)),
    },
    {
      label: "that meets no if and breaks its else",
      options: all.filter((value) => !holds(value) && breaks(no, value)),
    },
  ];
  return sides
    .filter(({ options }) => options.length > 0)
    .map(({ label, options }) => breach(location, rule, "if")(label, ...options));
}

/** What a condition speaks of, as it is where the condition is met: one of absent names is met, and nothing follows. */
function metBy({ rules }: Location, condition: Json, shop: Workshop): Json[] {
  if (!isObject(condition) || !isObject(condition["properties"])) return [];
  const names = Object.keys(condition["properties"]);
  return made(shop, [...rules, asRule(condition, ""), asRule({ required: names }, "")]).flatMap((value) =>
    isObject(value) ? [Object.fromEntries(names.map((name) => [name, value[name] ?? null]))] : [],
  );
}

/** One item too many for a tuple. */
export function breakTuple(location: Location, rule: Rule, shop: Workshop): Breach[] {
  const { value } = location;
  if (!Array.isArray(value)) return [];
  const { items, additionalItems, unevaluatedItems } = rule.schema;
  const found: Breach[] = [];
  const described = tupleLength(location.conjunction);
  const closing =
    Array.isArray(items) && additionalItems === false
      ? "additionalItems"
      : items === false
        ? "items"
        : unevaluatedItems === false
          ? "unevaluatedItems"
          : null;
  if (closing !== null) {
    const full = [
      ...value,
      ...Array.from(
        { length: Math.max(0, described - value.length) },
        (_, index) => made(shop, possibleItemRules(location.conjunction, value.length + index))[0] ?? true,
      ),
    ];
    found.push(breach(location, rule, closing)("with an item too many", [...full, true], [...full, "text"]));
  }
  return found;
}

/** One object's properties over another's; `over` where they are no objects. */
function mixed(under: Json, over: Json): Json {
  return isObject(under) && isObject(over) ? { ...under, ...over } : over;
}

function withoutWord({ schema }: Rule, word: string): Rule["schema"] {
  return Object.fromEntries(Object.entries(schema).filter(([one]) => one !== word));
}
