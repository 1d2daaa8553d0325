import type { DocumentNode } from "../document/document-node.ts";
import { below } from "../document/place.ts";
import type { Loading } from "../document/loading.ts";
import { isObject, type Json } from "../json.ts";
import type { HandshakeField } from "../model.ts";
import type { SchemaTable } from "../schemas/schema-table.ts";
import type { OutlineChannel, OutlineParameter } from "./outline.ts";

export interface Handshake {
  readonly parameters: readonly HandshakeField[];
  readonly query: readonly HandshakeField[];
  readonly headers: readonly HandshakeField[];
}

/** What a channel says of its handshake: parameters of the address, query and headers of the `ws` binding. */
export function handshakeOf(channel: OutlineChannel, table: SchemaTable, loading: Loading): Handshake {
  const [path = "", search = ""] = (channel.address ?? "").split("?");
  const query = [...new URLSearchParams(search)].map(([name, value]): HandshakeField => {
    const parameter = /^\{(.+)\}$/.exec(value)?.[1];
    if (parameter !== undefined) return { ...parameterOf(channel, parameter, { table, loading }), name };
    const schema = table.addMade(`${channel.name}.${name}`, channel.place, { const: value });
    return { name, place: channel.place, required: true, schema, example: value };
  });
  const named = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? "");
  return {
    parameters: [...new Set(named)].map((name) => parameterOf(channel, name, { table, loading })),
    query: [...query, ...fieldsOf(channel.binding?.at("query") ?? null, table)],
    headers: fieldsOf(channel.binding?.at("headers") ?? null, table),
  };
}

function parameterOf(
  channel: OutlineChannel,
  name: string,
  { table, loading }: { readonly table: SchemaTable; readonly loading: Loading },
): HandshakeField {
  const undeclared: OutlineParameter = {
    name,
    place: channel.place,
    schema: { type: "string" },
    example: null,
  };
  const declared = channel.parameters.find((one) => one.name === name);
  if (declared === undefined)
    loading.warn("PARAMETER-UNDECLARED", channel.place, `the parameter ${name} is not declared`);
  const { place, schema, example } = declared ?? undeclared;
  return {
    name,
    place,
    required: true,
    schema: table.addMade(`${channel.name}.${name}`, place, schema),
    example,
  };
}

/** One field for each property of the binding's schema. */
function fieldsOf(schema: DocumentNode | null, table: SchemaTable): HandshakeField[] {
  const properties = schema?.at("properties") ?? null;
  if (schema === null || properties === null) return [];
  const required = schema.at("required")?.value ?? [];
  return properties.entries().map(([name, node]) => {
    const place = below(properties.place, name);
    return {
      name,
      place,
      required: Array.isArray(required) && required.includes(name),
      schema: table.add({ place, format: "" }),
      example: exampleIn(node.value),
    };
  });
}

function exampleIn(schema: Json): string | null {
  if (!isObject(schema)) return null;
  const lists = [schema["examples"], schema["enum"]].map((list) =>
    Array.isArray(list) ? list[0] : undefined,
  );
  const given = [schema["const"], schema["default"], schema["example"], ...lists];
  const found = given.find((value) => value !== undefined && value !== null && typeof value !== "object");
  return found === undefined ? null : String(found);
}
