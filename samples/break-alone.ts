import { isObject, type Json } from "../contract/json.ts";
import { pointerTokens } from "../contract/json-pointer.ts";
import type { Workshop } from "./attempts.ts";
import type { Breach } from "./breach.ts";
import type { Conjunction, Rule } from "./conjunction.ts";
import type { Location } from "./locations.ts";
import { made } from "./made.ts";
import { counted, spokenAt, spokenType, spokenValue } from "./spoken.ts";
import { allowedTypes, allowsType, TYPES } from "./types.ts";

/** So many attempts are made: plain ones, then by chance. */
const ATTEMPTS = [0, 2, 8, 9];

/**
 * The same rule broken by a value that is made anew: everything else that its location asks for, and the opposite of
 * this rule. For where what stood there, changed, breaks other rules too. Several to try; none for rules without an
 * opposite.
 */
export function breakAlone(shop: Workshop, location: Location, breach: Breach): Breach[] {
  const rule = location.conjunction.find(({ place }) => `${place}/${breach.keyword}` === breach.place);
  if (rule === undefined) return [];
  const { [breach.keyword]: word = null, ...left } = rule.schema;
  const rest = location.conjunction
    .filter((one) => one !== rule)
    .map((one) => withoutSame(one, breach.keyword, word));
  const others = [...rest, { ...rule, schema: left }];
  const options = opposites(breach, rule, word).flatMap((opposite) =>
    ATTEMPTS.flatMap((number) => made(shop, [...others, { schema: opposite, place: "" }], number)),
  );
  return options.map((option) =>
    breach.became === undefined
      ? { ...breach, options: [option], label: labelFor(location, breach, { word, made: option }) }
      : { ...breach, options: [option] },
  );
}

/** A rule that is said twice has to be broken twice. */
function withoutSame(rule: Rule, keyword: string, word: Json): Rule {
  if (JSON.stringify(rule.schema[keyword]) !== JSON.stringify(word)) return rule;
  const { [keyword]: _, ...left } = rule.schema;
  return { ...rule, schema: left };
}

/** What a value has to keep to break one rule, most telling first. */
function opposites({ keyword, at, became }: Breach, rule: Rule, word: Json): Conjunction[number]["schema"][] {
  const number = typeof word === "number" ? word : 0;
  switch (keyword) {
    case "minLength":
      return [{ minLength: number - 1, maxLength: number - 1 }];
    case "maxLength":
      return [{ minLength: number + 1, maxLength: number + 1 }];
    case "minItems":
      return [{ minItems: number - 1, maxItems: number - 1 }];
    case "maxItems":
      return number < 1000 ? [{ minItems: number + 1, maxItems: number + 1 }] : [];
    case "minProperties":
      return [{ maxProperties: number - 1 }];
    case "maxProperties":
      return number < 100 ? [{ minProperties: number + 1, maxProperties: number + 1 }] : [];
    case "minimum":
      return [{ exclusiveMaximum: word }];
    case "maximum":
      return [{ exclusiveMinimum: word }];
    case "exclusiveMinimum":
      return [{ maximum: word }];
    case "exclusiveMaximum":
      return [{ minimum: word }];
    case "type":
      return otherTypes(rule);
    case "required":
      return became === null ? [{ properties: { [pointerTokens(at).at(-1) ?? ""]: false } }] : [];
    case "pattern":
    case "multipleOf":
    case "enum":
    case "const":
      return [{ not: { [keyword]: word } }];
    default:
      return [];
  }
}

/** For a whole number one that is not whole comes first: it is the likeliest mistake. */
function otherTypes(rule: Rule): Conjunction[number]["schema"][] {
  const allowed = allowedTypes([rule]);
  const others = TYPES.filter((type) => !allowsType(allowed, type));
  const broken = { type: "number", not: { type: "integer" } };
  const isWhole = allowed.includes("integer") && others.includes("number");
  return [
    ...(isWhole ? [broken] : []),
    ...others.filter((type) => type !== "number" || !isWhole).map((type) => ({ type })),
  ];
}

function labelFor(
  { at }: Location,
  { keyword }: Breach,
  { word, made: value }: { word: Json; made: Json },
): string {
  const name = spokenAt(at);
  const rule = `${keyword} ${typeof word === "string" ? word : JSON.stringify(word)}`;
  if (keyword === "type" && typeof value === "number" && !Number.isInteger(value))
    return `${name} ${value} (type integer)`;
  if (keyword === "type") return `${name} as ${spokenType(value)}`;
  if (Array.isArray(value)) return `${name} of ${counted(value.length, "item")} (${rule})`;
  if (isObject(value)) return `${name} with ${counted(Object.keys(value).length, "property")} (${rule})`;
  if (/Length$/.test(keyword) && typeof value === "string")
    return `${name} of ${counted([...value].length, "character")} (${rule})`;
  return `${name} ${spokenValue(value)} (${keyword === "enum" ? "not in enum" : rule})`;
}
