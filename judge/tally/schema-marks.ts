import { patternOf } from "../../contract/index.ts";
import {
  createSchemaChecker,
  isObject,
  type Json,
  jsonEqual,
  refTo,
  resolveRef,
  type ResolvedSchema,
} from "../../contract/index.ts";
import { pointerOf } from "../../contract/json-pointer.ts";
import type { Contract, Place, SchemaEntry, SchemaName } from "../../contract/model.ts";
import { BRANCHING } from "./message-items.ts";

/** Deeper than any payload that a person wrote; guards against references that lead in a circle. */
const DEEPEST = 100;

/** Says which values and branches of a schema a valid value takes, by their places. */
export type SchemaMarks = (schema: SchemaName, value: Json, mark: (place: Place) => void) => void;

export function createSchemaMarks(contract: Contract): SchemaMarks {
  const isValid = branchChecker(contract);
  const visit = (
    ref: string,
    value: Json,
    { depth, mark }: { depth: number; mark(place: Place): void },
  ): void => {
    if (depth > DEEPEST) return;
    const found = resolveRef(contract, ref);
    const { schema: node, place } = found;
    if (!isObject(node)) return;
    const inner = (pointer: string, of: Json = value): void =>
      visit(refTo(found.name, `${found.pointer}${pointer}`), of, { depth: depth + 1, mark });
    if (typeof node["$ref"] === "string") visit(node["$ref"], value, { depth: depth + 1, mark });
    if (Array.isArray(node["enum"]))
      for (const [index, allowed] of node["enum"].entries())
        if (isSame(allowed, value)) mark(`${place}${pointerOf("enum", index)}`);
    for (const keyword of BRANCHING)
      for (const index of Array.isArray(node[keyword]) ? node[keyword].keys() : []) {
        const pointer = pointerOf(keyword, index);
        if (!isValid(found, pointer, value)) continue;
        mark(`${place}${pointer}`);
        inner(pointer);
      }
    if (node["if"] !== undefined) {
      const keyword = isValid(found, "/if", value) ? "then" : "else";
      if (keyword in node) {
        mark(`${place}/${keyword}`);
        inner(`/${keyword}`);
      }
    }
    for (const index of Array.isArray(node["allOf"]) ? node["allOf"].keys() : [])
      inner(pointerOf("allOf", index));
    if (isObject(value)) members(node, value, inner);
    else if (Array.isArray(value)) elements(node, value, inner);
  };
  return (schema, value, mark) => visit(refTo(schema), value, { depth: 0, mark });
}

type Inner = (pointer: string, value: Json) => void;
type Node = { readonly [key: string]: Json };

function members(node: Node, value: { readonly [key: string]: Json }, inner: Inner): void {
  const properties = isObject(node["properties"]) ? node["properties"] : {};
  const patterns = Object.keys(isObject(node["patternProperties"]) ? node["patternProperties"] : {});
  for (const [key, member] of Object.entries(value)) {
    const known = Object.hasOwn(properties, key);
    if (known) inner(pointerOf("properties", key), member);
    const fitting = patterns.filter((pattern) => patternOf(pattern)?.test(key) === true);
    for (const pattern of fitting) inner(pointerOf("patternProperties", pattern), member);
    if (!known && fitting.length === 0 && isObject(node["additionalProperties"]))
      inner("/additionalProperties", member);
  }
}

function elements(node: Node, value: readonly Json[], inner: Inner): void {
  const { prefixItems, items, additionalItems } = node;
  const [keyword, first] = Array.isArray(items)
    ? (["items", items] as const)
    : (["prefixItems", Array.isArray(prefixItems) ? prefixItems : []] as const);
  const rest = Array.isArray(items) ? additionalItems : items;
  const name = Array.isArray(items) ? "/additionalItems" : "/items";
  for (const [index, element] of value.entries()) {
    if (index < first.length) inner(pointerOf(keyword, index), element);
    else if (isObject(rest)) inner(name, element);
  }
}

/** Strings of a handshake stand for numbers and booleans too. */
function isSame(allowed: Json, value: Json): boolean {
  return jsonEqual(allowed, value) || (typeof allowed !== "object" && value === String(allowed));
}

/** Compiles a schema that stands inside another one at its first use. */
function branchChecker(contract: Contract): (found: ResolvedSchema, pointer: string, value: Json) => boolean {
  const checks = new Map<Place, (value: Json) => boolean>();
  return (found, pointer, value) => {
    const place = `${found.place}${pointer}`;
    const check = checks.get(place) ?? compile(contract, found, pointer);
    checks.set(place, check);
    return check(value);
  };
}

function compile(
  contract: Contract,
  { name, pointer: outer, place }: ResolvedSchema,
  pointer: string,
): (value: Json) => boolean {
  const { schema } = resolveRef(contract, refTo(name, `${outer}${pointer}`));
  const dialect = contract.schemas[name]?.dialect ?? "draft-07";
  const branch: SchemaEntry = { place: `${place}${pointer}`, dialect, schema };
  const own = `coverage ${name} ${outer}${pointer}`;
  const check = createSchemaChecker({ schemas: { ...contract.schemas, [own]: branch } });
  return (value) => check(own, value).length === 0;
}
