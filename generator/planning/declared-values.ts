import { isObject, type Json } from "../../contract/json.ts";
import type { Contract, HandshakeField } from "../../contract/model.ts";

/** Values of a handshake field that the document itself gives, as they are written: those of its enum, or its example. */
export function declaredValues({ schemas }: Contract, { schema, example }: HandshakeField): string[] {
  const declared = schemas[schema]?.schema;
  const values: Json[] = isObject(declared) ? (listed(declared["enum"]) ?? ofConst(declared["const"])) : [];
  const texts = values.filter((value) => typeof value !== "object").map(String);
  return texts.length > 0 || example === null ? texts : [example];
}

function listed(values: Json | undefined): Json[] | null {
  return Array.isArray(values) ? values : null;
}

function ofConst(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}
