import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import { packageRoot } from "../vocabulary/package-root.ts";
import { below, splitPlace } from "./place.ts";
import { isReference, referenceTarget } from "./reference.ts";
import { DATA } from "./reference-places.ts";
import type { Found, SourceTree } from "./source-tree.ts";
import { type Kind, kindAt, kindBelow } from "./structure-kinds.ts";

type Checks = { readonly [kind: Kind]: ((value: Json) => boolean) | undefined };

/**
 * True where a document is sure to pass the official parser: AsyncAPI 3 that keeps to AsyncAPI's own JSON Schema
 * (compiled ahead), whose references lead to what may stand at their place, and which keeps the parser's other rules.
 * False says nothing: then the parser judges. It is loaded for those alone: it takes most of a cold start.
 */
export function isSurelyValid(tree: SourceTree): boolean {
  const root = tree.files.get("")?.value ?? null;
  const checks = isObject(root) ? checksFor(root["asyncapi"]) : null;
  if (!isObject(root) || checks?.["root"]?.(root) !== true) return false;
  return new References(tree, checks).leadRightly(root, "root", "") && keepsRules(root, tree);
}

/** Null where there are none for the version, or none were built. */
function checksFor(version: Json | undefined): Checks | null {
  const [, minor] = /^3\.([01])\.\d+$/.exec(typeof version === "string" ? version : "") ?? [];
  if (minor === undefined) return null;
  const file = join(packageRoot(), "dist", "structure", `asyncapi-3.${minor}.0.cjs`);
  return existsSync(file) ? createRequire(import.meta.url)(file) : null;
}

/** What a reference leads to must be what may stand at its place; in another file nobody has looked at it before. */
class References {
  readonly #tree: SourceTree;
  readonly #checks: Checks;
  readonly #seen = new Set<string>();

  constructor(tree: SourceTree, checks: Checks) {
    this.#tree = tree;
    this.#checks = checks;
  }

  leadRightly(value: Json, kind: Kind, file: string): boolean {
    if (typeof value !== "object" || value === null) return true;
    if (isReference(value)) return this.#leadsRightly(value.$ref, kind, file);
    const inList = Array.isArray(value);
    return Object.entries<Json>(value).every(([key, child]) => {
      const below = kindBelow(kind, key, inList);
      const isData = below === "" && (DATA.has(key) || key.startsWith("x-"));
      return isData || this.leadRightly(child, below, file);
    });
  }

  #leadsRightly(ref: string, kind: Kind, from: string): boolean {
    const target = referenceTarget(ref, `${from}#`, this.#tree.document);
    if (target.kind === "bad" || kind === "") return false;
    const { file, pointer } = splitPlace(target.place);
    if (file === "") return kindAt(pointerTokens(pointer)) === kind;
    const key = `${kind} ${target.place}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    const found = this.#tree.find(target.place);
    if (found === null) return false;
    const { value } = found;
    const own = splitPlace(found.place).file;
    if (isReference(value)) return this.#leadsRightly(value.$ref, kind, own);
    return this.#checks[kind]?.(value) === true && this.leadRightly(value, kind, own);
  }
}

/** The parser's rules beside the schema that speak of errors (asyncapi3-*). */
function keepsRules(root: JsonObject, tree: SourceTree): boolean {
  const components = isObject(root["components"]) ? root["components"] : {};
  const channels = entriesOf(root["channels"]);
  const operations = [...entriesOf(root["operations"]), ...entriesOf(components["operations"])];
  const places = [
    ...channels.map(([name]) => below("#", "channels", name)),
    ...entriesOf(components["channels"]).map(([name]) => below("#", "components", "channels", name)),
  ];
  return (
    channels.every(([name, channel]) => !/[?#]/.test(name) && refsOf(channel["servers"]).every(isServer)) &&
    entriesOf(root["operations"]).every(([, { channel }]) => refsOf([channel ?? null]).every(isChannel)) &&
    operations.every(([, operation]) => namesOwnMessages(operation)) &&
    places.every((place) => declaresParameters(tree.follow(place)))
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
function declaresParameters({ value }: Found): boolean {
  if (!isObject(value)) return false;
  const { address, parameters } = value;
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
