import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import { packageRoot } from "../vocabulary/package-root.ts";
import { isReference } from "./reference.ts";
import { DATA } from "./reference-places.ts";
import type { SourceTree } from "./source-tree.ts";
import { type Kind, kindAt, kindBelow } from "./structure-kinds.ts";

/**
 * True where a document is sure to pass the official parser: AsyncAPI 3 in one file that keeps to AsyncAPI's own JSON
 * Schema (compiled ahead), whose references lead to what may stand at their place, and which keeps the parser's other
 * rules. False says nothing: then the parser judges. It is loaded for those alone: it takes most of a cold start.
 */
export function isSurelyValid(tree: SourceTree): boolean {
  const root = tree.files.get("")?.value ?? null;
  if (tree.files.names().length > 1 || !isObject(root)) return false;
  const keepsSchema = compiledSchema(root["asyncapi"]);
  return keepsSchema?.(root) === true && refersRightly(root, "root") && keepsRules(root, tree);
}

/** Null where there is none for the version, or none was built. */
function compiledSchema(version: Json | undefined): ((value: Json) => boolean) | null {
  const [, minor] = /^3\.([01])\.\d+$/.exec(typeof version === "string" ? version : "") ?? [];
  if (minor === undefined) return null;
  const file = join(packageRoot(), "dist", "structure", `asyncapi-3.${minor}.0.cjs`);
  return existsSync(file) ? createRequire(import.meta.url)(file) : null;
}

/** The schema has looked at what stands there; what a reference leads to must be of the same kind. */
function refersRightly(value: Json, kind: Kind): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (isReference(value)) {
    const { $ref } = value;
    return kind !== "" && $ref.startsWith("#/") && kindAt(tokensOf($ref.slice(1))) === kind;
  }
  const inList = Array.isArray(value);
  return Object.entries<Json>(value).every(([key, child]) => {
    const below = kindBelow(kind, key, inList);
    const isData = below === "" && (DATA.has(key) || key.startsWith("x-"));
    return isData || refersRightly(child, below);
  });
}

function tokensOf(pointer: string): string[] {
  try {
    return pointerTokens(decodeURIComponent(pointer));
  } catch {
    return [];
  }
}

/** The parser's rules beside the schema that speak of errors (asyncapi3-*). */
function keepsRules(root: JsonObject, tree: SourceTree): boolean {
  const components = isObject(root["components"]) ? root["components"] : {};
  const channels = entriesOf(root["channels"]);
  const operations = [...entriesOf(root["operations"]), ...entriesOf(components["operations"])];
  const all = [...channels, ...entriesOf(components["channels"])];
  return (
    channels.every(([name, channel]) => !/[?#]/.test(name) && refsOf(channel["servers"]).every(isServer)) &&
    entriesOf(root["operations"]).every(([, { channel }]) => refsOf([channel ?? null]).every(isChannel)) &&
    operations.every(([, operation]) => namesOwnMessages(operation)) &&
    all.every(([, channel]) => declaresParameters(channel, tree))
  );
}

function isServer(ref: string): boolean {
  return ref.includes("#/servers/");
}

function isChannel(ref: string): boolean {
  return ref.includes("#/channels/");
}

function namesOwnMessages({ channel, messages }: JsonObject): boolean {
  const [own = ""] = refsOf([channel ?? null]);
  return refsOf(messages).every((ref) => ref.startsWith(`${own}/messages`));
}

/** Where parameters are declared at all, they are those of the address. */
function declaresParameters(channel: JsonObject, tree: SourceTree): boolean {
  // What a reference leads to stands below `channels`, too.
  if (isReference(channel))
    return channel.$ref.startsWith("#/components/channels/") && tree.find(channel.$ref) !== null;
  const { address, parameters } = channel;
  if (!isObject(parameters)) return true;
  const named = [...(typeof address === "string" ? address : "").matchAll(/\{(.+?)\}/g)].map(
    ([, name]) => name,
  );
  const declared = Object.keys(parameters);
  return (
    declared.every((name) => named.includes(name)) && named.every((name) => declared.includes(name ?? ""))
  );
}

function entriesOf(map: Json | undefined): [string, JsonObject][] {
  return isObject(map)
    ? Object.entries(map).flatMap(([key, value]): [string, JsonObject][] =>
        isObject(value) ? [[key, value]] : [],
      )
    : [];
}

function refsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.flatMap((one: Json) => (isReference(one) ? [one.$ref] : [])) : [];
}
