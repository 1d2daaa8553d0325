import { isObject, type Json, type JsonObject } from "../json.ts";
import { below } from "./place.ts";
import { isReference } from "./reference.ts";
import type { Found, SourceTree } from "./source-tree.ts";

/** The parser's rules for AsyncAPI 3 beside the schema that speak of errors (asyncapi3-*). */
export function keepsRulesOf3(root: JsonObject, tree: SourceTree): boolean {
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

/** The objects of a map by their names. */
export function entriesOf(map: Json | undefined): [string, JsonObject][] {
  return isObject(map)
    ? Object.entries(map).flatMap(([key, value]): [string, JsonObject][] =>
        isObject(value) ? [[key, value]] : [],
      )
    : [];
}

function refsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.flatMap((one: Json) => (isReference(one) ? [one.$ref] : [])) : [];
}
