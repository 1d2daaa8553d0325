import { below, splitPlace } from "../document/place.ts";
import { isReference, referenceTarget } from "../document/reference.ts";
import type { SourceTree } from "../document/source-tree.ts";
import { isObject, type Json, type JsonObject, jsonEqual } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Place } from "../model.ts";

/** How far inheritance is followed: schemas may go in circles. */
const DEEPEST = 8;

/** A discriminator: AsyncAPI's (a property's name) or OpenAPI's (an object, perhaps with a mapping). */
interface Discriminator {
  readonly property: string;
  readonly mapping: JsonObject;
  readonly place: Place;
}

function discriminatorOf(schema: Json, place: Place): Discriminator | null {
  if (!isObject(schema)) return null;
  const { discriminator } = schema;
  if (typeof discriminator === "string") return { property: discriminator, mapping: {}, place };
  if (!isObject(discriminator) || typeof discriminator["propertyName"] !== "string") return null;
  const { propertyName: property, mapping } = discriminator;
  return { property, mapping: isObject(mapping) ? mapping : {}, place };
}

/**
 * For each branch of a schema with a discriminator beside `oneOf` or `anyOf`: the rule that its property has, or
 * null where the branch says so itself, or has no name. `word`: which of the two.
 */
export function branchRules(tree: SourceTree, place: Place, word: "oneOf" | "anyOf"): (Json | null)[] {
  const schema = tree.find(place)?.value ?? null;
  const discriminator = discriminatorOf(schema, place);
  const branches = isObject(schema) && Array.isArray(schema[word]) ? schema[word] : [];
  return branches.map((branch, index) => {
    if (discriminator === null || !isReference(branch)) return null;
    return ruleFor(tree, tree.follow(below(place, word, index)).place, discriminator);
  });
}

/**
 * The rule for a named schema that inherits (`allOf`) from one with a discriminator: the property has the schema's
 * name. Null where it inherits from none, has a constant there itself, or is inherited from in its turn.
 */
export function heirRule(tree: SourceTree, place: Place): Json | null {
  if (nameOf(place) === null) return null;
  const schema = tree.find(place)?.value ?? null;
  const base = isObject(schema) && Array.isArray(schema["allOf"]) ? baseOf(tree, place, DEEPEST) : null;
  return base === null || base.place === place || hasHeirs(tree, place) ? null : ruleFor(tree, place, base);
}

function baseOf(tree: SourceTree, place: Place, depth: number): Discriminator | null {
  const { value, place: at } = tree.follow(place);
  if (!isObject(value) || depth === 0) return null;
  const isChoice = Array.isArray(value["oneOf"]) || Array.isArray(value["anyOf"]);
  const own = isChoice ? null : discriminatorOf(value, at);
  if (own !== null) return own;
  for (const index of indexes(value["allOf"])) {
    const found = baseOf(tree, below(at, "allOf", index), depth - 1);
    if (found !== null) return found;
  }
  return null;
}

function hasHeirs(tree: SourceTree, place: Place): boolean {
  const { file } = splitPlace(place);
  const home = `${file}#/components/schemas`;
  const all = tree.find(home)?.value ?? null;
  if (!isObject(all)) return false;
  return Object.entries(all).some(([name, schema]) => {
    if (!isObject(schema) || !Array.isArray(schema["allOf"])) return false;
    const parents = schema["allOf"].flatMap((one, index) =>
      isReference(one) ? [tree.follow(below(home, name, "allOf", index)).place] : [],
    );
    return parents.includes(place);
  });
}

/** By the mapping, else by the schema's name; null where what the schema has there says it better, or denies it. */
function ruleFor(tree: SourceTree, place: Place, base: Discriminator): Json | null {
  const mapped = Object.entries(base.mapping)
    .filter(([, target]) => typeof target === "string" && leadsTo(tree, target, { from: base.place, place }))
    .map(([value]) => value);
  const name = nameOf(place);
  const values = mapped.length > 0 ? mapped : name === null ? [] : [name];
  const [first] = values;
  const lists = allowed(tree, place, { property: base.property, depth: DEEPEST });
  const fits = lists.every(
    (list) => list.length > 1 && values.every((value) => list.some((one) => jsonEqual(one, value))),
  );
  if (first === undefined || !fits) return null;
  return { properties: { [base.property]: values.length === 1 ? { const: first } : { enum: values } } };
}

/** Every `const` and `enum` that a schema has for a property, inherited ones too. */
function allowed(
  tree: SourceTree,
  place: Place,
  { property, depth }: { readonly property: string; readonly depth: number },
): (readonly Json[])[] {
  const { value, place: at } = tree.follow(place);
  if (!isObject(value) || depth === 0) return [];
  const { properties } = value;
  const isThere = isObject(properties) && Object.hasOwn(properties, property);
  const own = isThere ? tree.follow(below(at, "properties", property)).value : null;
  const lists = isObject(own)
    ? [
        Object.hasOwn(own, "const") ? [own["const"] ?? null] : null,
        Array.isArray(own["enum"]) ? own["enum"] : null,
      ]
    : [];
  const inherited = indexes(value["allOf"]).flatMap((index) =>
    allowed(tree, below(at, "allOf", index), { property, depth: depth - 1 }),
  );
  return [...lists.filter((list) => list !== null), ...inherited];
}

/** A mapping's target is a reference or a schema's bare name. */
function leadsTo(tree: SourceTree, target: string, { from, place }: { from: Place; place: Place }): boolean {
  const ref = /[#/]|\.(?:json|ya?ml)$/.test(target) ? target : `#/components/schemas/${target}`;
  const found = referenceTarget(ref, from, tree.document.replace(/^.*\//, ""));
  return (
    found.kind === "place" && tree.find(found.place) !== null && tree.follow(found.place).place === place
  );
}

/** The name under which others refer to a schema: its key under `components.schemas`, or null. */
function nameOf(place: Place): string | null {
  const [components, schemas, name, ...rest] = pointerTokens(splitPlace(place).pointer);
  const inner = rest.length === 0 || (rest.length === 1 && rest[0] === "schema");
  return components === "components" && schemas === "schemas" && inner ? (name ?? null) : null;
}

function indexes(list: Json | undefined): number[] {
  return Array.isArray(list) ? [...list.keys()] : [];
}
