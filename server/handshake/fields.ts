import type { SchemaChecker } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { HandshakeField, SchemaName } from "../../contract/model.ts";
import { own } from "../../contract/own.ts";

/** True where each declared field is there, if required, and keeps to its schema. Names in `given` as on the wire. */
export function fieldsHold(
  fields: readonly HandshakeField[],
  given: { readonly [name: string]: string },
  check: SchemaChecker,
): boolean {
  return fields.every((field) => {
    const value = own(given, field.name);
    return value === undefined ? !field.required : textFits(field.schema, value, check);
  });
}

/** True where the text, or what it says as a number, a boolean or JSON, is valid: the wire knows only strings. */
export function textFits(schema: SchemaName, text: string, check: SchemaChecker): boolean {
  return readingsOf(text).some((value) => check(schema, value).length === 0);
}

/** What a string from the wire may stand for. */
export function readingsOf(text: string): readonly Json[] {
  try {
    const value: Json = JSON.parse(text);
    return [text, value];
  } catch {
    return [text];
  }
}
