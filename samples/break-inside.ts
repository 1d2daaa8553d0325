import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import { type Breach, breach } from "./breach.ts";
import type { Rule } from "./conjunction.ts";
import { itemsOf } from "./edges.ts";
import type { Location } from "./locations.ts";
import { namesAt } from "./rules-below.ts";
import { counted, spokenAt } from "./spoken.ts";

/** A name that no document declares. */
const UNDECLARED = "undeclared";

/** Each required property left out, one too many where the object is closed, and the number of properties. */
export function breakObject(location: Location, rule: Rule): Breach[] {
  const { value } = location;
  if (!isObject(value)) return [];
  const missing = namesAt(rule.schema, "required")
    .filter((name) => Object.hasOwn(value, name))
    .map((name): Breach => {
      const at = location.at + pointerOf(name);
      const options = [without(value, name)];
      const place = `${rule.place}/required`;
      const was = value[name] ?? null;
      return { label: `without ${spokenAt(at)}`, options, at, place, keyword: "required", was, became: null };
    });
  return [...missing, ...extraProperty(location, rule, value), ...propertyCount(location, rule, value)];
}

function extraProperty(location: Location, rule: Rule, value: JsonObject): Breach[] {
  return ["additionalProperties", "unevaluatedProperties"]
    .filter((keyword) => rule.schema[keyword] === false)
    .map((keyword): Breach => {
      const at = location.at + pointerOf(UNDECLARED);
      const where = location.at === "" ? "" : ` in ${spokenAt(location.at)}`;
      return {
        label: `with an undeclared property${where}`,
        options: [{ ...value, [UNDECLARED]: true }],
        at,
        place: rule.place + pointerOf(keyword),
        keyword,
        was: null,
        became: true,
      };
    });
}

function propertyCount(location: Location, rule: Rule, value: JsonObject): Breach[] {
  const { minProperties, maxProperties } = rule.schema;
  const names = Object.keys(value);
  const found: Breach[] = [];
  if (typeof minProperties === "number" && minProperties > 0 && names.length >= minProperties) {
    const kept = names.slice(0, minProperties - 1);
    const fewer = Object.fromEntries(kept.map((name) => [name, value[name] ?? null]));
    const label = `with ${counted(kept.length, "property")} (minProperties ${minProperties})`;
    found.push(breach(location, rule, "minProperties")(label, fewer));
  }
  if (typeof maxProperties === "number" && maxProperties < 100) {
    const model: Json = Object.values(value)[0] ?? "text";
    const more: { [name: string]: Json } = { ...value };
    for (let turn = 1; Object.keys(more).length <= maxProperties; turn += 1) more[`extra${turn}`] = model;
    const label = `with ${counted(maxProperties + 1, "property")} (maxProperties ${maxProperties})`;
    found.push(breach(location, rule, "maxProperties")(label, more));
  }
  return found;
}

function without(value: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

/** Too few, too many, twice the same. */
export function breakArray(location: Location, rule: Rule): Breach[] {
  const { value } = location;
  if (!Array.isArray(value)) return [];
  const { minItems, maxItems, uniqueItems } = rule.schema;
  const found: Breach[] = [];
  const count = (keyword: string, bound: number, length: number): void => {
    const items = itemsOf(location, length);
    const label = `of ${counted(length, "item")} (${keyword} ${bound})`;
    if (items !== null) found.push(breach(location, rule, keyword)(label, items));
  };
  if (typeof minItems === "number" && minItems > 0) count("minItems", minItems, minItems - 1);
  if (typeof maxItems === "number" && maxItems < 1000) count("maxItems", maxItems, maxItems + 1);
  const first = value[0] ?? location.item;
  if (uniqueItems === true)
    found.push(
      breach(location, rule, "uniqueItems")(
        "with a duplicate",
        value.length === 0 ? [first, first] : [first, ...value],
        ...(value.length > 1 ? [[first, ...value.slice(0, -1)]] : []),
      ),
    );
  return found;
}
