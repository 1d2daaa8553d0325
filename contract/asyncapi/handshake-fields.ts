import type { DocumentNode } from "../document/document-node.ts";
import { below } from "../document/place.ts";
import type { Loading } from "../document/loading.ts";
import { isObject, type Json } from "../json.ts";
import { isHeaderName } from "../header-name.ts";
import type { HandshakeField } from "../model.ts";
import type { SchemaTable } from "../schemas/schema-table.ts";
import type { OutlineChannel, OutlineParameter } from "./outline.ts";

export interface Handshake {
  readonly parameters: readonly HandshakeField[];
  readonly query: readonly HandshakeField[];
  readonly headers: readonly HandshakeField[];
  /** What a `Sec-WebSocket-Protocol` header of the binding names. */
  readonly subprotocols: readonly string[];
}

/** What a channel says of its handshake: parameters of the address, query and headers of the `ws` binding. */
export function handshakeOf(channel: OutlineChannel, table: SchemaTable, loading: Loading): Handshake {
  const [path = "", search = ""] = (channel.address ?? "").split("?");
  const method = channel.binding?.text("method") ?? "";
  if (method !== "" && method.toUpperCase() !== "GET")
    loading.warn(
      "HANDSHAKE-METHOD",
      channel.place,
      `a WebSocket handshake is always a GET, never a ${method}`,
    );
  const query = [...new URLSearchParams(search)].map(([name, value]): HandshakeField => {
    const parameter = /^\{(.+)\}$/.exec(value)?.[1];
    if (parameter !== undefined) return { ...parameterOf(channel, parameter, { table, loading }), name };
    const schema = table.addMade(`${channel.name}.${name}`, channel.place, { const: value });
    return { name, place: channel.place, required: true, schema, example: value };
  });
  const named = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? "");
  return {
    parameters: [...new Set(named)].map((name) => parameterOf(channel, name, { table, loading })),
    query: [...query, ...fieldsOf(channel, "query", { table, loading })],
    ...headersOf(channel, { table, loading }),
  };
}

function parameterOf(
  channel: OutlineChannel,
  name: string,
  { table, loading }: FieldContext,
): HandshakeField {
  const undeclared: OutlineParameter = {
    name,
    place: channel.place,
    schema: { kind: "made", schema: { type: "string" } },
    values: null,
    example: null,
    location: "",
  };
  const declared = channel.parameters.find((one) => one.name === name);
  if (declared === undefined)
    loading.warn("PARAMETER-UNDECLARED", channel.place, `the parameter ${name} is not declared`);
  const { place, schema, example, location } = declared ?? undeclared;
  if (location !== "")
    loading.warn(
      "PARAMETER-LOCATION",
      place,
      `that messages have the parameter ${name} at ${location} is not checked, and not put into what is sent: \`echoes\` with handshake#/path/${name} says it of replies`,
    );
  const known =
    schema.kind === "at"
      ? table.add({ place: schema.place, format: "" })
      : table.addMade(`${channel.name}.${name}`, place, schema.schema);
  return { name, place, required: true, schema: known, example };
}

/** Headers that the handshake itself sets (RFC 6455, section 4.1): nobody can send others. */
const OWN_HEADERS = /^(?:sec-websocket-(?:key|version|extensions|accept)|upgrade|connection|host)$/i;

/** The headers of the binding; the subprotocol is offered by the handshake and is no header of its own. */
function headersOf(
  channel: OutlineChannel,
  context: FieldContext,
): Pick<Handshake, "headers" | "subprotocols"> {
  const fields = fieldsOf(channel, "headers", context);
  const { warn } = context.loading;
  const offered = fields.find(({ name }) => name.toLowerCase() === SUBPROTOCOL);
  for (const { name, place } of fields)
    if (OWN_HEADERS.test(name)) warn("HANDSHAKE-HEADER", place, `every handshake sets ${name} itself`);
    else if (!isHeaderName(name))
      warn("HANDSHAKE-HEADER", place, `no header can be called \`${name}\`: it is not sent, and not checked`);
  const isSent = (name: string): boolean => isHeaderName(name) && !OWN_HEADERS.test(name);
  return {
    headers: fields.filter(({ name }) => isSent(name) && name.toLowerCase() !== SUBPROTOCOL),
    subprotocols: offered === undefined ? [] : subprotocolsIn(offered, context),
  };
}

const SUBPROTOCOL = "sec-websocket-protocol";

function subprotocolsIn({ place, example }: HandshakeField, { loading }: FieldContext): string[] {
  const { value } = loading.tree.follow(place);
  const values =
    isObject(value) && Array.isArray(value["enum"]) ? value["enum"].map(String) : [example ?? ""];
  const names = values
    .flatMap((one) => one.split(",").map((name) => name.trim()))
    .filter((name) => name !== "");
  if (names.length === 0)
    loading.warn(
      "SUBPROTOCOL-UNKNOWN",
      place,
      "the binding asks for a subprotocol and names none: --subprotocol NAME, or `x-contract: { subprotocol: NAME }`",
    );
  return names;
}

interface FieldContext {
  readonly table: SchemaTable;
  readonly loading: Loading;
}

/** One field for each property of the binding's schema. */
function fieldsOf(
  channel: OutlineChannel,
  part: "query" | "headers",
  context: FieldContext,
): HandshakeField[] {
  const schema = channel.binding?.at(part) ?? null;
  if (schema === null) return [];
  const properties = schema.at("properties");
  if (properties === null) return looseFields(schema, part, context);
  const required = schema.at("required")?.value ?? [];
  return properties.entries().map(([name, node]) => {
    const place = below(properties.place, name);
    return {
      name,
      place,
      required: Array.isArray(required) && required.includes(name),
      schema: context.table.add({ place, format: "" }),
      example: exampleIn(node.value),
    };
  });
}

/** Parameters as OpenAPI writes them, in place of a schema: a map from name to `{ required, schema }`. */
function looseFields(map: DocumentNode, part: string, { table, loading }: FieldContext): HandshakeField[] {
  const fields = map.entries().flatMap(([name, node]): HandshakeField[] => {
    const schema = node.at("schema");
    if (schema === null) return [];
    const place = below(node.place, "schema");
    return [
      {
        name,
        place,
        required: node.at("required")?.value === true,
        schema: table.add({ place, format: "" }),
        example: exampleIn(schema.value),
      },
    ];
  });
  if (fields.length > 0)
    loading.warn(
      "BINDING-FORM",
      map.place,
      `\`${part}\` is no schema of an object with \`properties\`; read as a map of parameters: nothing is lost`,
    );
  return fields;
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
