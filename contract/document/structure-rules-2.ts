import { isObject, type Json, type JsonObject } from "../json.ts";
import { isPlainlyValid } from "../schemas/plainly-valid.ts";
import { placesById } from "./messages-of-2.ts";
import { isReference } from "./reference.ts";
import type { SourceTree } from "./source-tree.ts";
import { entriesOf } from "./structure-rules.ts";

/** Where a document may stand for its own schema format. */
const OWN_FORMAT =
  /^application\/(?:vnd\.aai\.asyncapi(?:\+json|\+yaml)?;version=2\.[0-6]\.0|schema\+(?:json|yaml);version=draft-07)$/;

/**
 * The parser's rules for AsyncAPI 2 beside the schema that speak of errors (asyncapi2-*). What few documents have, parts
 * in other files, a channel that is a reference, a scope of OAuth, is left to the parser.
 */
export function keepsRulesOf2(root: JsonObject, tree: SourceTree): boolean {
  return tree.files.names().length === 1 && new Rules(root, tree).areKept();
}

class Rules {
  readonly #root: JsonObject;
  readonly #tree: SourceTree;
  readonly #components: JsonObject;

  constructor(root: JsonObject, tree: SourceTree) {
    this.#root = root;
    this.#tree = tree;
    this.#components = isObject(root["components"]) ? root["components"] : {};
  }

  areKept(): boolean {
    const { servers, channels } = this.#root;
    const named = entriesOf(channels);
    const operations = named.flatMap(([, channel]) => operationsOf(channel));
    const messages = operations.flatMap((one) => this.#messagesOf(one));
    const all = [...messages, ...this.#each("messages"), ...this.#traitsOf(messages)];
    return (
      named.every((one) => this.#keepsChannel(one)) &&
      [...this.#followed(servers), ...this.#each("servers")].every((one) => this.#keepsServer(one)) &&
      operations.every(({ security }) => this.#isSecured(security)) &&
      areUnique(operations.flatMap((one) => this.#operationId(one))) &&
      [...placesById(this.#tree).values()].every(({ size }) => size === 1) &&
      all.every((one) => this.#keepsMessage(one)) &&
      [...this.#each("schemas"), ...this.#each("parameters").map(schemaOf)].every((one) =>
        this.#showsItself(one),
      ) &&
      namesOnce(this.#root)
    );
  }

  #keepsChannel([name, channel]: [string, JsonObject]): boolean {
    const { servers = [], parameters } = channel;
    const declared = isObject(this.#root["servers"]) ? this.#root["servers"] : {};
    return (
      !isReference(channel) &&
      !/[?#]/.test(name) &&
      Array.isArray(servers) &&
      servers.every((one: Json) => typeof one === "string" && Object.hasOwn(declared, one)) &&
      fits(name, parameters) &&
      this.#followed(parameters).every((one) => this.#showsItself(schemaOf(one)))
    );
  }

  #keepsServer({ url, variables, security }: JsonObject): boolean {
    return typeof url === "string" && fits(url, variables) && this.#isSecured(security);
  }

  /** Each scheme is declared; whether a scope is, the parser says. */
  #isSecured(requirements: Json | undefined): boolean {
    const schemes = isObject(this.#components["securitySchemes"]) ? this.#components["securitySchemes"] : {};
    const list: readonly Json[] = Array.isArray(requirements) ? requirements : [];
    return list.every(
      (one) =>
        isObject(one) &&
        Object.entries(one).every(
          ([name, scopes]) => Object.hasOwn(schemes, name) && Array.isArray(scopes) && scopes.length === 0,
        ),
    );
  }

  #keepsMessage(message: JsonObject): boolean {
    const { schemaFormat, payload, headers, examples = [] } = message;
    const named = typeof schemaFormat === "string";
    const schema = this.#follow(payload);
    const head = this.#follow(headers);
    return (
      (schemaFormat === undefined || (named && OWN_FORMAT.test(schemaFormat))) &&
      (!isObject(head) || head["type"] === undefined || head["type"] === "object") &&
      this.#showsItself(schema) &&
      Array.isArray(examples) &&
      examples.every(
        (one: Json) =>
          isObject(one) &&
          this.#isShown(payload ?? true, one["payload"]) &&
          this.#isShown(headers ?? true, one["headers"]),
      )
    );
  }

  /** Default and examples of a schema; the parser lets any text pass. */
  #showsItself(schema: Json | undefined): boolean {
    if (!isObject(schema)) return true;
    const { examples = [] } = schema;
    const values: readonly Json[] = Array.isArray(examples) ? examples : [null];
    const shown = [...values, ...(schema["default"] === undefined ? [] : [schema["default"]])];
    return shown.every((value) => typeof value === "string" || this.#isShown(schema, value));
  }

  #isShown(schema: Json, value: Json | undefined): boolean {
    const own = (ref: string): Json | undefined =>
      ref.startsWith("#/") ? this.#tree.find(ref)?.value : undefined;
    return value === undefined || isPlainlyValid(own, schema, value);
  }

  /** A trait's word is the last one's. */
  #operationId(node: JsonObject): string[] {
    const ids = [node, ...this.#followed(node["traits"])].map(({ operationId }) => operationId);
    const last = ids.findLast((id) => typeof id === "string");
    return typeof last === "string" ? [last] : [];
  }

  #messagesOf({ message }: JsonObject): JsonObject[] {
    const found = this.#follow(message);
    if (!isObject(found)) return [];
    return Array.isArray(found["oneOf"]) ? this.#followed(found["oneOf"]) : [found];
  }

  #traitsOf(messages: readonly JsonObject[]): JsonObject[] {
    return [...messages.flatMap(({ traits }) => this.#followed(traits)), ...this.#each("messageTraits")];
  }

  /** What the components hold of a kind. */
  #each(kind: string): JsonObject[] {
    return this.#followed(this.#components[kind]);
  }

  #followed(map: Json | undefined): JsonObject[] {
    const values = typeof map === "object" && map !== null ? Object.values<Json>(map) : [];
    return values.flatMap((one) => {
      const found = this.#follow(one);
      return isObject(found) ? [found] : [];
    });
  }

  #follow(node: Json | undefined): Json | undefined {
    return isReference(node) ? this.#tree.follow(node.$ref).value : node;
  }
}

function operationsOf({ publish, subscribe }: JsonObject): JsonObject[] {
  return [publish, subscribe].flatMap((one) => (isObject(one) ? [one] : []));
}

function schemaOf({ schema }: JsonObject): JsonObject {
  return isObject(schema) ? schema : {};
}

/** The names in braces are declared, all of them and no other, where any is declared. */
function fits(text: string, declared: Json | undefined): boolean {
  const named = [...text.matchAll(/\{(.+?)\}/g)].map(([, name = ""]) => name);
  if (!isObject(declared) || named.length === 0) return true;
  const names = Object.keys(declared);
  return names.every((name) => named.includes(name)) && named.every((name) => names.includes(name));
}

function areUnique(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

/** No list of tags has a name twice, wherever it stands. */
function namesOnce(value: Json): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (!isObject(value)) return value.every(namesOnce);
  const tags: readonly Json[] = Array.isArray(value["tags"]) ? value["tags"] : [];
  return (
    areUnique(tags.map((tag) => JSON.stringify(isObject(tag) ? (tag["name"] ?? tag) : tag))) &&
    Object.values(value).every(namesOnce)
  );
}
