import { createRequire } from "node:module";
import type { Ajv2020, ErrorObject, Options, ValidateFunction } from "ajv/dist/2020.js";
import type { Json, JsonObject } from "./json.ts";
import { precompiled } from "./precompiled.ts";

/** One rule of a schema of ours that a value breaks, as ajv tells it. */
export interface OwnFault {
  /** Where in the value (JSON pointer). */
  readonly at: string;
  readonly keyword: string;
  /** What is wrong, in words: `must be integer`. */
  readonly message: string;
  /** What the keyword says of it: `additionalProperty`, `allowedValues`, ... */
  readonly params: JsonObject;
}

/** Compiling the meta-schema would take longer than all the rest; a test checks our schemas against it. */
const OWN: Options = { strict: true, allErrors: true, allowUnionTypes: true, validateSchema: false };

/**
 * Checks values against a schema of ours (draft 2020-12), compiled strictly at its first use: a mistake in the schema throws then. With a
 * name, the validator that the build has made is taken where there is one (see `scripts/build-structure.mjs`).
 * Gives all faults, in ajv's order; empty: valid. Users' schemas are compiled elsewhere, more leniently.
 */
export function ownChecker(schema: JsonObject, name: string = ""): (value: Json) => readonly OwnFault[] {
  let made: ValidateFunction | null = null;
  return (value) => {
    const validate = made ?? (name === "" ? null : precompiled(name, schema)) ?? compiled(schema);
    made = validate;
    return validate(value) ? [] : (validate.errors ?? []).map(ownFault);
  };
}

/** The library is loaded at first use: most of a start would be spent on it. */
function compiled(schema: JsonObject): ValidateFunction {
  const { Ajv2020: Engine }: { readonly Ajv2020: new (options: Options) => Ajv2020 } = createRequire(
    import.meta.url,
  )("ajv/dist/2020.js");
  return new Engine(OWN).compile(schema);
}

/** The same for one value. */
export function checkOwn(schema: JsonObject, value: Json): readonly OwnFault[] {
  return ownChecker(schema)(value);
}

function ownFault(error: ErrorObject): OwnFault {
  return {
    at: error.instancePath,
    keyword: error.keyword,
    message: error.message ?? `breaks ${error.keyword}`,
    params: error.params,
  };
}
