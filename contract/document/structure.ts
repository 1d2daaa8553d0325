import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import { packageRoot } from "../vocabulary/package-root.ts";
import { splitPlace } from "./place.ts";
import { isReference, referenceTarget } from "./reference.ts";
import { DATA } from "./reference-places.ts";
import type { SourceTree } from "./source-tree.ts";
import { type Kind, kindAt, kindBelow, type Kinds, KINDS_2, KINDS_3 } from "./structure-kinds.ts";
import { keepsRulesOf3 } from "./structure-rules.ts";
import { keepsRulesOf2 } from "./structure-rules-2.ts";

type Checks = { readonly [kind: Kind]: ((value: Json) => boolean) | undefined };

/** What is known of a version of AsyncAPI. */
interface Version {
  /** AsyncAPI's own JSON Schemas by kind, compiled. */
  readonly checks: Checks;
  readonly kinds: Kinds;
  /** Kinds whose payload is a schema that AsyncAPI's own does not look at. */
  readonly unread: readonly Kind[];
  readonly keepsRules: (root: JsonObject, tree: SourceTree) => boolean;
}

/**
 * True where a document is sure to pass the official parser: it keeps to AsyncAPI's own JSON Schema
 * (compiled ahead), whose references lead to what may stand at their place, and which keeps the parser's other rules.
 * False says nothing: then the parser judges. It is loaded for those alone: it takes most of a cold start.
 */
export function isSurelyValid(tree: SourceTree): boolean {
  const root = tree.files.get("")?.value ?? null;
  const version = isObject(root) ? versionOf(root["asyncapi"]) : null;
  if (!isObject(root) || version?.checks["root"]?.(root) !== true) return false;
  return new References(tree, version).leadRightly(root, "root", "") && version.keepsRules(root, tree);
}

const OF_2 = { kinds: KINDS_2, unread: ["message"], keepsRules: keepsRulesOf2 } as const;
const OF_3 = { kinds: KINDS_3, unread: [], keepsRules: keepsRulesOf3 } as const;

/** Null where nothing is known of it, or nothing was built. */
function versionOf(text: Json | undefined): Version | null {
  if (typeof text !== "string") return null;
  const [, minor = ""] = /^3\.([01])\.\d+$/.exec(text) ?? [];
  const name = minor === "" ? text : `3.${minor}.0`;
  if (minor === "" && !/^2\.[0-6]\.0$/.test(text)) return null;
  const file = join(packageRoot(), "dist", "structure", `asyncapi-${name}.cjs`);
  if (!existsSync(file)) return null;
  const checks: Checks = createRequire(import.meta.url)(file);
  return { ...(minor === "" ? OF_2 : OF_3), checks };
}

/** What a reference leads to must be what may stand at its place; in another file nobody has looked at it before. */
class References {
  readonly #tree: SourceTree;
  readonly #version: Version;
  readonly #seen = new Set<string>();

  constructor(tree: SourceTree, version: Version) {
    this.#tree = tree;
    this.#version = version;
  }

  leadRightly(value: Json, kind: Kind, file: string): boolean {
    if (typeof value !== "object" || value === null) return true;
    if (isReference(value)) return this.#leadsRightly(value.$ref, kind, file);
    const inList = Array.isArray(value);
    const { kinds, unread, checks } = this.#version;
    return Object.entries<Json>(value).every(([key, child]) => {
      const below = kindBelow(kinds, kind, { key, inList });
      const isData = below === "" && (DATA.has(key) || key.startsWith("x-"));
      const isUnread = key === "payload" && unread.includes(kind) && !isReference(child);
      if (isUnread && checks["schema"]?.(child) !== true) return false;
      return isData || this.leadRightly(child, below, file);
    });
  }

  #leadsRightly(ref: string, kind: Kind, from: string): boolean {
    const target = referenceTarget(ref, `${from}#`, this.#tree.document);
    if (target.kind === "bad" || kind === "") return false;
    const { file, pointer } = splitPlace(target.place);
    const { kinds, checks } = this.#version;
    if (file === "") return kindAt(kinds, pointerTokens(pointer)) === kind;
    const key = `${kind} ${target.place}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    const found = this.#tree.find(target.place);
    if (found === null) return false;
    const { value } = found;
    const own = splitPlace(found.place).file;
    if (isReference(value)) return this.#leadsRightly(value.$ref, kind, own);
    return checks[kind]?.(value) === true && this.leadRightly(value, kind, own);
  }
}
