import type { Ajv, ErrorObject, ValidateFunction } from "ajv";
import { payloadEngine } from "./ajv-engine.ts";
import { placeOfFalse } from "./false-place.ts";
import type { SchemaFault } from "./frame.ts";
import { isObject, type Json } from "./json.ts";
import { pointerOf } from "./json-pointer.ts";
import type { Contract, Place, SchemaEntry, SchemaName } from "./model.ts";
import { PatternUndecided } from "./patterns/bounded-match.ts";
import { walkSchema } from "./schema-walk.ts";
import { ToolError } from "./tool-error.ts";

/** Gives the rules that a value breaks; empty: valid. Throws `ToolError` for a schema that can't be compiled. */
export type SchemaChecker = (schema: SchemaName, value: Json) => readonly SchemaFault[];

/** Where each object of the contract's schemas stands, by identity: ajv names rules by the object they are in. */
type Places = WeakMap<object, Place>;

/**
 * A checker for the schemas of a contract (only its table is used). Schemas are compiled at first use. It stops at the
 * first fault unless `allErrors` is set.
 */
export function createSchemaChecker(
  contract: Pick<Contract, "schemas">,
  { allErrors = false }: { readonly allErrors?: boolean } = {},
): SchemaChecker {
  const engines = new Map<SchemaEntry["dialect"], Engine>();
  const validators = new Map<SchemaName, ValidateFunction>();
  const places: Places = new WeakMap();
  const compile = (name: SchemaName): ValidateFunction => {
    const entry = entryOf(contract, name);
    const engine = engines.get(entry.dialect) ?? {
      ajv: payloadEngine(entry.dialect, allErrors),
      known: new Set(),
    };
    engines.set(entry.dialect, engine);
    addReachable(engine, contract, name, places);
    const validator = compiled(engine.ajv, name, entry);
    validators.set(name, validator);
    return validator;
  };
  return (name, value) => {
    const validator = validators.get(name) ?? compile(name);
    return isValid(validator, value) ? SOUND : faultsOf(validator, { places, contract, name });
  };
}

interface Engine {
  readonly ajv: Ajv;
  readonly known: Set<SchemaName>;
}

function entryOf(contract: Pick<Contract, "schemas">, name: SchemaName): SchemaEntry {
  const entry = Object.hasOwn(contract.schemas, name) ? contract.schemas[name] : undefined;
  if (entry === undefined) throw new RangeError(`the contract has no schema ${name}`);
  return entry;
}

function addReachable(
  engine: Engine,
  contract: Pick<Contract, "schemas">,
  start: SchemaName,
  places: Places,
): void {
  const names = new Set([start]);
  for (const name of names) {
    if (engine.known.has(name)) continue;
    engine.known.add(name);
    const entry = entryOf(contract, name);
    for (const { pointer, schema } of walkSchema(entry.schema)) {
      if (!isObject(schema)) continue;
      places.set(schema, `${entry.place}${pointer}`);
      const target = typeof schema["$ref"] === "string" ? /^schema:([^#]*)/.exec(schema["$ref"])?.[1] : null;
      if (typeof target === "string") names.add(target);
    }
    added(engine.ajv, name, entry);
  }
}

/** Two anchors of one name are refused here already. */
function added(ajv: Ajv, name: SchemaName, entry: SchemaEntry): void {
  const { schema } = entry;
  try {
    if (isObject(schema) || typeof schema === "boolean") ajv.addSchema(schema, `schema:${name}`);
  } catch (error) {
    throw uncompilable(name, entry, error);
  }
}

function compiled(ajv: Ajv, name: SchemaName, entry: SchemaEntry): ValidateFunction {
  try {
    const validator = ajv.getSchema(`schema:${name}`);
    if (validator !== undefined) return validator;
    throw new Error("it is neither an object nor a boolean");
  } catch (error) {
    throw uncompilable(name, entry, error);
  }
}

const SOUND: readonly SchemaFault[] = [];

/** Why the last value of a validator could not be checked. */
const WHY = new WeakMap<ValidateFunction, string>();

/** False with no errors for what can't be checked: nested too deep, a pattern that nobody can decide. */
function isValid(validator: ValidateFunction, value: Json): boolean {
  try {
    return validator(value) === true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    WHY.set(
      validator,
      error instanceof PatternUndecided ? error.message : "is nested too deep to be checked",
    );
    validator.errors = null;
    return false;
  }
}

/** What was asked, for naming the rules that answer. */
interface Asked {
  readonly places: Places;
  readonly contract: Pick<Contract, "schemas">;
  readonly name: SchemaName;
}

function faultsOf(validator: ValidateFunction, asked: Asked): SchemaFault[] {
  const { place } = entryOf(asked.contract, asked.name);
  if (validator.errors == null || validator.errors.length === 0)
    return [{ at: "", place, keyword: "", message: WHY.get(validator) ?? "could not be checked" }];
  return validator.errors.map((error) => faultOf(error, asked));
}

function faultOf(error: ErrorObject, asked: Asked): SchemaFault {
  const place = placeOf(error, asked) ?? entryOf(asked.contract, asked.name).place;
  return { at: error.instancePath, place, keyword: error.keyword, message: inWords(error) };
}

function placeOf(error: ErrorObject, { places, contract, name }: Asked): Place | null {
  const schema: unknown = error.parentSchema;
  const parent = typeof schema === "object" && schema !== null ? places.get(schema) : undefined;
  return parent === undefined
    ? placeOfFalse(error.schemaPath ?? "", name, contract.schemas)
    : parent + pointerOf(error.keyword);
}

/** Ajv's own words, with the values that they leave out. */
function inWords({ keyword, params, message = "is not valid" }: ErrorObject): string {
  const extra: unknown = params["additionalProperty"] ?? params["unevaluatedProperty"];
  if (extra !== undefined) return `${message}: ${JSON.stringify(extra)}`;
  if (keyword === "const") return `must be ${JSON.stringify(params["allowedValue"])}`;
  if (keyword === "enum") return `must be one of ${JSON.stringify(params["allowedValues"])}`;
  return message;
}

function uncompilable(name: SchemaName, { place, dialect }: SchemaEntry, error: unknown): ToolError {
  const why = error instanceof Error ? error.message : String(error);
  return new ToolError("SCHEMA-UNCOMPILABLE", `the schema ${name} can't be checked: ${why}`, {
    where: place,
    hint: `it is read as JSON Schema ${dialect}`,
  });
}
