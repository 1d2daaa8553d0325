import type { Loading } from "../document/loading.ts";
import { below } from "../document/place.ts";
import { isObject, type Json } from "../json.ts";
import { pointerOf, pointerTokens } from "../json-pointer.ts";
import type { Content, PayloadPointer, SchemaName } from "../model.ts";
import { refTo } from "../schema-ref.ts";
import { schemaFormatOf } from "../schemas/schema-format.ts";
import type { SchemaTable } from "../schemas/schema-table.ts";
import { UNREADABLE } from "../unchecked-words.ts";
import type { OutlineMessage, OutlineSchema } from "./outline.ts";

export interface ContentOptions {
  readonly loading: Loading;
  readonly table: SchemaTable;
  /** The document's default; "" where it has none. */
  readonly contentType: string;
  /** Where message headers lie in the payload; null: nowhere. */
  readonly headersAt: PayloadPointer | null;
}

/** What the frames of a message hold, and the schema that it keeps to. */
export function contentOf(message: OutlineMessage, options: ContentOptions): Content {
  const { loading, table } = options;
  const type = message.contentType || options.contentType;
  if (type === "")
    loading.warn(
      "CONTENT-TYPE-ASSUMED",
      "#",
      "no content type is declared: JSON is taken (`defaultContentType`)",
    );
  const kind = kindOf(type);
  if (kind === "binary") return { kind, anyBytes: OPAQUE.test(type) };
  if (isBinarySchema(message, loading)) return { kind: "binary", anyBytes: true };
  const format = schemaFormatOf(message.payload?.format ?? "");
  const why =
    kind === "other" ? `content type ${type}` : `schema format ${"name" in format ? format.name : ""}`;
  if (kind === "other" || format.kind === "other") {
    loading.warn("CONTENT-UNCHECKED", message.place, `the message ${message.name} is not checked: ${why}`);
    return { kind: "unchecked", why };
  }
  const schema =
    message.payload === null
      ? table.addMade(`${message.name}.any`, message.place, undeclared(message, loading))
      : table.add(message.payload);
  return { kind, schema: kind === "json" ? withHeaders(message, schema, options) : schema };
}

/** Anything, where the message has no payload schema; what nobody knows, where that is lost. */
function undeclared({ origin }: OutlineMessage, { tree }: Loading): Json {
  const lost = tree.lostAt(below(origin, "payload"));
  return lost === null ? true : { [UNREADABLE]: { $ref: lost } };
}

/** Media types in which every byte sequence means something. */
const OPAQUE = /^\s*(?:application\/octet-stream|audio\/(?:raw|pcm|x-raw|basic|l(?:8|16|20|24)))\s*(?:;|$)/i;

function kindOf(type: string): "json" | "text" | "binary" | "other" {
  const [essence = ""] = type.toLowerCase().split(";");
  const name = essence.trim();
  if (name === "" || name === "application/json" || name === "text/json" || name.endsWith("+json"))
    return "json";
  if (name.startsWith("text/")) return "text";
  return /^(audio|image|video)\/|^application\/octet-stream$/.test(name) ? "binary" : "other";
}

function isBinarySchema({ payload }: OutlineMessage, { tree }: Loading): boolean {
  if (payload === null) return false;
  const { value } = tree.follow(payload.place);
  return isObject(value) && value["type"] === "string" && value["format"] === "binary";
}

/** WebSocket frames have no headers: `x-contract.headers` says where in the payload they lie, if they do. */
function withHeaders(
  { name, place, headers, payload }: OutlineMessage,
  schema: SchemaName,
  { loading, table, headersAt }: ContentOptions,
): SchemaName {
  if (headers === null || schemaFormatOf(headers.format).kind === "other") return schema;
  const { value } = loading.tree.follow(headers.place);
  if (headersAt === null) {
    if (!saysNothing(value))
      loading.warn("HEADERS-UNSPECIFIED", place, `the headers of ${name} have no place in a WebSocket frame`);
    return schema;
  }
  if (payload !== null && declaresAt(payload, headersAt, headers, loading)) return schema;
  const needed = isObject(value) && Array.isArray(value["required"]) && value["required"].length > 0;
  const wrapped = pointerTokens(headersAt).reduceRight<Json>(
    (inner, token) => ({
      type: "object",
      ...(needed ? { required: [token] } : {}),
      properties: { [token]: inner },
    }),
    { $ref: refTo(table.add(headers)) },
  );
  return table.addMade(`${schema}.with-headers`, place, { allOf: [{ $ref: refTo(schema) }, wrapped] });
}

const ANNOTATIONS = new Set(["title", "description", "type", "examples", "default", "$comment"]);

/** An object without a rule, as generators of documents write it where nobody declared headers. */
function saysNothing(schema: Json): boolean {
  if (!isObject(schema)) return schema === true;
  return Object.entries(schema).every(
    ([key, value]) =>
      ANNOTATIONS.has(key) ||
      key.startsWith("x-") ||
      (key === "properties" && isObject(value) && Object.keys(value).length === 0),
  );
}

/** True where the payload's own schema already has the headers' schema at that pointer. */
function declaresAt(
  payload: OutlineSchema,
  at: PayloadPointer,
  headers: OutlineSchema,
  { tree }: Loading,
): boolean {
  const path = pointerTokens(at).flatMap((token) => ["properties", token]);
  const found = tree.find(`${tree.follow(payload.place).place}${pointerOf(...path)}`);
  return found !== null && tree.follow(found.place).place === tree.follow(headers.place).place;
}
