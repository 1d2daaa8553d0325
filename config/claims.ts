import { randomUUID } from "node:crypto";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { Environment } from "./environment.ts";

/** What the sources in a claim stand for. */
export interface ClaimSources {
  readonly identity: string;
  readonly scopes: readonly string[];
  readonly env: Environment;
}

/**
 * Claims with their sources filled in: `$unique` is the identity's name for `sub` and a fresh value elsewhere,
 * `$identity` the name, `$scopes` the scopes joined by blanks (one item each inside a list), `$env.NAME` a variable.
 * Throws CLAIM-UNKNOWN for any other `$` word.
 */
export function fillClaims(claims: JsonObject, sources: ClaimSources): JsonObject {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, fill(value, name, sources)]),
  );
}

/** True where a claim depends on the scopes, so that a token without them can be told from one with them. */
export function namesScopes(claims: Json): boolean {
  if (claims === "$scopes") return true;
  if (Array.isArray(claims)) return claims.some(namesScopes);
  return isObject(claims) && Object.values(claims).some(namesScopes);
}

function fill(value: Json, name: string, sources: ClaimSources): Json {
  if (typeof value === "string" && value.startsWith("$")) return source(value, name, sources);
  if (Array.isArray(value))
    return value.flatMap<Json>((item: Json) =>
      item === "$scopes" ? sources.scopes : [fill(item, name, sources)],
    );
  return isObject(value) ? fillClaims(value, sources) : value;
}

function source(word: string, name: string, { identity, scopes, env }: ClaimSources): Json {
  if (word === "$unique") return name === "sub" ? identity : randomUUID();
  if (word === "$identity") return identity;
  if (word === "$scopes") return scopes.join(" ");
  const variable = /^\$env\.(.+)$/.exec(word)?.[1];
  if (variable !== undefined) return env[variable] ?? "";
  throw new ToolError("CLAIM-UNKNOWN", `${word} is nothing that the claim \`${name}\` can be filled with`, {
    hint: "known: $unique, $identity, $scopes, $env.NAME",
  });
}
