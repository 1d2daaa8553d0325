import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { Json, JsonObject } from "./json.ts";

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

/**
 * Checks values against a schema of ours (draft 2020-12), compiled strictly: a mistake in the schema throws.
 * Gives all faults, in ajv's order; empty: valid. Users' schemas are compiled elsewhere, more leniently.
 */
export function ownChecker(schema: JsonObject): (value: Json) => readonly OwnFault[] {
  // Compiling the meta-schema would take longer than all the rest; a test checks our schemas against it.
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, validateSchema: false });
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(ownFault));
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
