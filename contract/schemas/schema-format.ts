/** The `schemaFormat` of a schema, as far as we can judge it: JSON Schema, or something else and what. */
export type SchemaFormat =
  | { readonly kind: "json-schema" }
  | { readonly kind: "other"; readonly name: string };

const JSON_SCHEMA: SchemaFormat = { kind: "json-schema" };

/** Names of formats that documents use, by a part of their media type. */
const OTHERS: readonly (readonly [part: string, name: string])[] = [
  ["avro", "Avro"],
  ["protobuf", "Protobuf"],
  ["raml", "RAML"],
  ["xsd", "XML Schema"],
  ["xml", "XML Schema"],
  ["jtd", "JSON Type Definition"],
  ["json-structure", "JSON Structure"],
];

/** Reads a `schemaFormat`; "" is AsyncAPI's own. A version of JSON Schema that nobody here knows is something else. */
export function schemaFormatOf(format: string): SchemaFormat {
  const [type = "", ...parameters] = format.toLowerCase().split(";");
  const version = parameters.map((one) => /^\s*version=["']?([^"'\s]*)/.exec(one)?.[1]).find(Boolean);
  const base = type.trim().replace(/\+(json|yaml|yml)$/, "");
  switch (base) {
    case "":
    case "application/vnd.aai.asyncapi":
      return JSON_SCHEMA;
    case "application/schema":
      return known(version, /^(draft-0[467]|2019-09|2020-12)$/, `JSON Schema ${version}`);
    case "application/vnd.oai.openapi":
      return known(version, /^3(\.|$)/, `OpenAPI ${version}`);
  }
  const name = OTHERS.find(([part]) => base.includes(part))?.[1] ?? `\`${format}\``;
  return { kind: "other", name };
}

function known(version: string | undefined, versions: RegExp, name: string): SchemaFormat {
  return version === undefined || versions.test(version) ? JSON_SCHEMA : { kind: "other", name };
}
