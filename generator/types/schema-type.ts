import { isObject, type Json, type JsonObject } from "../../contract/json.ts";
import { visible, visibleJson } from "../../contract/plain-text.ts";

/** What a schema's type needs to know of the others. */
export interface TypeScope {
  /** The type of a `$ref` of the contract's schema table. */
  refType(ref: string): string;
}

/**
 * The TypeScript type of what a JSON Schema lets through, as near as types come: no ranges, lengths, patterns,
 * formats or `not`. An object is taken as closed unless `additionalProperties` is said, so that a mistyped name shows.
 */
export function schemaType(schema: Json, scope: TypeScope, indent: number = 0): string {
  if (schema === false) return "never";
  if (!isObject(schema)) return "unknown";
  const parts = [
    ...(typeof schema["$ref"] === "string" ? [scope.refType(schema["$ref"])] : []),
    ...listOf(schema["allOf"]).map((one) => schemaType(one, scope, indent)),
    ...["oneOf", "anyOf"].flatMap((word) => branches(schema[word], scope, indent)),
    ...ownType(schema, scope, indent),
  ];
  const known = [...new Set(parts)].filter((part) => part !== "unknown");
  if (known.length === 0) return "unknown";
  return known.length === 1 ? (known[0] ?? "unknown") : known.map(grouped).join(" & ");
}

function branches(all: Json | undefined, scope: TypeScope, indent: number): string[] {
  return Array.isArray(all) ? [union(all.map((one: Json) => schemaType(one, scope, indent)))] : [];
}

/** What the schema says itself, apart from references and branches. */
function ownType(schema: JsonObject, scope: TypeScope, indent: number): string[] {
  if (schema["const"] !== undefined) return [literalType(schema["const"])];
  if (Array.isArray(schema["enum"])) return [union(schema["enum"].map(literalType))];
  const said = listOf(schema["type"]).filter((name) => typeof name === "string");
  const names = said.length > 0 ? said : impliedTypes(schema);
  return names.length === 0 ? [] : [union(names.map((name) => namedType(name, schema, { scope, indent })))];
}

/** Words that mean something for one type only say which is meant where nobody says it. */
function impliedTypes(schema: JsonObject): string[] {
  if (["properties", "required", "additionalProperties"].some((word) => schema[word] !== undefined))
    return ["object"];
  return ["items", "prefixItems"].some((word) => schema[word] !== undefined) ? ["array"] : [];
}

interface At {
  readonly scope: TypeScope;
  readonly indent: number;
}

function namedType(name: string, schema: JsonObject, at: At): string {
  if (name === "integer") return "number";
  if (name === "array") return arrayType(schema, at);
  if (name === "object") return objectType(schema, at);
  return ["string", "number", "boolean", "null"].includes(name) ? name : "unknown";
}

function arrayType(schema: JsonObject, { scope, indent }: At): string {
  const { items, prefixItems, additionalItems, minItems } = schema;
  const first = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  const restType = schemaType(rest ?? true, scope, indent);
  if (first.length === 0) return `readonly ${grouped(restType)}[]`;
  const least = typeof minItems === "number" ? minItems : 0;
  const fixed = first.map((one: Json, index) => {
    const type = schemaType(one, scope, indent);
    return index < least ? type : `${grouped(type)}?`;
  });
  const more = restType === "never" ? [] : [`...${grouped(restType)}[]`];
  return `readonly [${[...fixed, ...more].join(", ")}]`;
}

function objectType(schema: JsonObject, { scope, indent }: At): string {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = listOf(schema["required"]).filter((name) => typeof name === "string");
  const inner = " ".repeat(indent + 2);
  const names = [...new Set([...Object.keys(properties), ...required])];
  const lines = names.map((name) => {
    const one = Object.hasOwn(properties, name) ? (properties[name] ?? true) : true;
    const mark = required.includes(name) ? "" : "?";
    const type = schemaType(one, scope, indent + 2);
    return `${comment(one, inner)}${inner}readonly ${propertyKey(name)}${mark}: ${type};\n`;
  });
  const others = schema["additionalProperties"];
  if (names.length === 0 && others !== false)
    return `{ readonly [key: string]: ${schemaType(others ?? true, scope, indent)} }`;
  // An index signature has to suit every property: only `unknown` does.
  if (others !== undefined && others !== false) lines.push(`${inner}readonly [key: string]: unknown;\n`);
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${" ".repeat(indent)}}`;
}

/** The schema's description as a comment that nothing in it can end. */
export function comment(schema: Json, indent: string): string {
  const text = isObject(schema) && typeof schema["description"] === "string" ? schema["description"] : "";
  const line = visible(text).trim().replace(/\s+/g, " ").replaceAll("*/", "* /");
  return line === "" ? "" : `${indent}/** ${line} */\n`;
}

/** A property's name, in quotes where TypeScript wants them. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : visibleJson(name);
}

function literalType(value: Json): string {
  if (Array.isArray(value)) return `readonly [${value.map((item: Json) => literalType(item)).join(", ")}]`;
  if (!isObject(value)) return visibleJson(value);
  const entries = Object.entries(value).map(
    ([name, one]) => `readonly ${propertyKey(name)}: ${literalType(one)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join("; ")} }`;
}

function union(types: readonly string[]): string {
  const all = [...new Set(types)];
  if (all.includes("unknown")) return "unknown";
  const [only = "never", ...others] = all;
  return others.length === 0 ? only : all.map(grouped).join(" | ");
}

/** In brackets where it would come apart beside `|`, `&` or `[]`. */
function grouped(type: string): string {
  return /^[\w"'.[\]-]+$/.test(type) || (type.startsWith("{") && type.endsWith("}")) ? type : `(${type})`;
}

function listOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}
