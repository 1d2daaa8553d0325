import {
  createSchemaChecker,
  pointerOf,
  refTo,
  resolveRef,
  ToolError,
  type SchemaChecker,
} from "../../../contract/index.ts";
import type { Json } from "../../../contract/json.ts";
import type { Contract, Place, SchemaEntry } from "../../../contract/model.ts";
import { mapSubschemas } from "../../../contract/schema-walk.ts";
import { createSampler, type Sampler, Unsatisfiable } from "../../../samples/index.ts";
import { isObject } from "../../../contract/json.ts";

/** A schema of one of the two contracts, and where it stands. */
export interface Part {
  /** `schema:old/NAME#/pointer`. */
  readonly ref: string;
  readonly schema: Json;
  readonly place: Place;
}

/** Old and new schemas side by side in one table, so that values can be made of both and judged by both. */
export interface Bench {
  part(side: "old" | "new", name: string): Part;
  resolve(ref: string): Part;
  child(part: Part, ...tokens: readonly (string | number)[]): Part;
  /** Is it valid for all of them? Null: nobody can tell, a schema can't be compiled. */
  valid(parts: readonly Part[], value: Json): boolean | null;
  /** The word for the first items of an array, each with its own schema. */
  readonly tuple: "items" | "prefixItems";
  /** Values that a schema allows, as far as some can be made; schemas may refer to both sides. */
  samples(schema: Json): readonly Json[];
}

type Table = { [name: string]: SchemaEntry };

export function createBench(before: Contract, after: Contract): Bench {
  const schemas: Table = { ...moved(before, "old"), ...moved(after, "new") };
  const contract = { ...after, schemas };
  const check = createSchemaChecker(contract);
  const sampler = createSampler(contract, 1);
  const made = new Map<string, string>();
  const dialect = Object.values(schemas).some((entry) => entry.dialect !== "draft-07")
    ? "2020-12"
    : "draft-07";
  const named = (schema: Json): string => {
    const text = JSON.stringify(schema);
    const name = made.get(text) ?? `made/${made.size}`;
    made.set(text, name);
    schemas[name] ??= { place: "#", dialect, schema };
    return name;
  };
  const resolve = (ref: string): Part => {
    const { schema, place } = resolveRef(contract, ref);
    return { ref, schema, place };
  };
  return {
    part: (side, name) => resolve(refTo(`${side}/${name}`)),
    resolve,
    child: (part, ...tokens) => resolve(below(part.ref, tokens)),
    valid: (parts, value) =>
      allValid(check, named({ allOf: parts.map(({ ref }) => ({ $ref: ref })) }), value),
    tuple: dialect === "draft-07" ? "items" : "prefixItems",
    samples: (schema) => sampled(sampler, named(schema)),
  };
}

function below(ref: string, tokens: readonly (string | number)[]): string {
  const inner = pointerOf(...tokens)
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return ref.includes("#") ? `${ref}${inner}` : `${ref}#${inner}`;
}

function moved({ schemas }: Contract, side: "old" | "new"): Table {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, entry]) => [
      `${side}/${name}`,
      { ...entry, schema: renamed(entry.schema, side) },
    ]),
  );
}

/** The same schema with its references led to one side of the table. */
function renamed(schema: Json, side: string): Json {
  if (!isObject(schema)) return schema;
  const inner = mapSubschemas(schema, (one) => renamed(one, side));
  const ref = schema["$ref"];
  if (!isObject(inner) || typeof ref !== "string") return inner;
  return { ...inner, $ref: ref.replace(/^schema:/, `schema:${side}/`) };
}

function allValid(check: SchemaChecker, name: string, value: Json): boolean | null {
  try {
    return check(name, value).length === 0;
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

const HINTS = ["value", "item 1", "name 2"];

function sampled(sampler: Sampler, name: string): Json[] {
  const values: Json[] = [];
  try {
    for (const hint of HINTS) values.push(sampler.valid(name, hint));
    values.push(...sampler.boundaries(name).map(({ value }) => value));
  } catch (error) {
    if (!(error instanceof Unsatisfiable) && !(error instanceof ToolError)) throw error;
  }
  return values;
}
