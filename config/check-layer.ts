import { type OwnFault, ownChecker } from "../contract/check-own.ts";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerGet, pointerOf, pointerTokens } from "../contract/json-pointer.ts";
import { wordHint } from "../contract/nearest-word.ts";
import { ToolError } from "../contract/tool-error.ts";
import { DURATION_PATTERN } from "./duration.ts";
import type { Layer } from "./layer.ts";
import { isReadableUrl } from "./readable-url.ts";
import { CONFIG_SCHEMA, URL_PATTERN } from "./schema.ts";
import { HEADER_PATTERN, PROXY_PATTERN } from "./setup-schema.ts";

const check = ownChecker(CONFIG_SCHEMA, "config");

/** Passes a layer that keeps to the config schema. Throws CONFIG-INVALID with place, reason and hint for the first fault. */
export function checkLayer(layer: Layer): Layer {
  const [fault] = check(layer.values);
  if (fault === undefined) return withReadableUrls(layer);
  const at =
    fault.keyword === "additionalProperties" ? `${fault.at}${pointerOf(unknownKey(fault))}` : fault.at;
  throw new ToolError("CONFIG-INVALID", `${nameOf(at)} ${reason(fault)}`, {
    where: layer.placeOf(at),
    hint: hint(fault),
  });
}

const URLS = {
  url: ["must be a WebSocket URL", "write ws://host:port or wss://host:port"],
  proxy: ["must be a proxy's URL", "write http://host:port, https://host:port or none"],
} as const;

function withReadableUrls(layer: Layer): Layer {
  for (const key of ["url", "proxy"] as const) {
    const text = layer.values[key];
    if (typeof text !== "string" || (key === "proxy" && text === "none") || isReadableUrl(text)) continue;
    const [what, hint] = URLS[key];
    throw new ToolError("CONFIG-INVALID", `${nameOf(pointerOf(key))} ${what}`, {
      where: layer.placeOf(pointerOf(key)),
      hint,
    });
  }
  return layer;
}

/** `credentials.apiKey.value`, or the whole file where the pointer is empty. */
function nameOf(pointer: string): string {
  return pointer === "" ? "the config" : `\`${pointerTokens(pointer).join(".")}\``;
}

function reason(fault: OwnFault): string {
  if (fault.keyword === "additionalProperties") return "is no setting";
  if (fault.keyword === "minProperties" || fault.keyword === "maxProperties")
    return `must have exactly one of ${keysAt(pointerTokens(fault.at))
      .map((key) => `\`${key}\``)
      .join(", ")}`;
  if (fault.params["pattern"] === DURATION_PATTERN) return "must be a duration";
  if (fault.params["pattern"] === URL_PATTERN) return URLS.url[0];
  if (fault.params["pattern"] === PROXY_PATTERN) return URLS.proxy[0];
  if (isControl(fault)) return "has a line break or a control character";
  if (fault.keyword === "propertyNames" || fault.params["pattern"] === HEADER_PATTERN)
    return "has a header that cannot be set";
  return fault.message;
}

function hint(fault: OwnFault): string {
  if (fault.params["pattern"] === DURATION_PATTERN) return "write 250ms, 2s or 1m";
  if (fault.params["pattern"] === URL_PATTERN) return URLS.url[1];
  if (fault.params["pattern"] === PROXY_PATTERN) return URLS.proxy[1];
  if (isControl(fault)) return "no header can hold one";
  if (fault.params["pattern"] === HEADER_PATTERN)
    return "names are of letters, digits and `-`; Host, Upgrade, Connection and Sec-WebSocket-* belong to the handshake";
  if (fault.keyword === "type" && fault.at.endsWith("/command"))
    return "write the program and its words as a list: [program, word]; no shell reads them";
  if (fault.keyword !== "additionalProperties") return "docs/config.md describes every setting";
  return wordHint(unknownKey(fault), keysAt(pointerTokens(fault.at)));
}

/** Only the values of headers are told what they may not be. */
function isControl({ keyword }: OwnFault): boolean {
  return keyword === "not";
}

function unknownKey(fault: OwnFault): string {
  return String(fault.params["additionalProperty"] ?? "");
}

/** Keys that the schema knows below a value's path. */
function keysAt(tokens: readonly string[]): string[] {
  let schema: Json | undefined = CONFIG_SCHEMA;
  for (const token of tokens) {
    const here: JsonObject = dereferenced(schema);
    const own: Json | undefined = here["properties"];
    schema = isObject(own) && Object.hasOwn(own, token) ? own[token] : here["additionalProperties"];
  }
  const properties = dereferenced(schema)["properties"];
  return isObject(properties) ? Object.keys(properties) : [];
}

/** The schema of ours refers to its own definitions alone. */
function dereferenced(schema: Json | undefined): JsonObject {
  if (!isObject(schema)) return {};
  const reference = schema["$ref"];
  if (typeof reference !== "string") return schema;
  return dereferenced(pointerGet(CONFIG_SCHEMA, reference.slice(1)));
}
