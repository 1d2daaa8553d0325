import { randomUUID } from "node:crypto";
import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import type { SecurityScheme } from "../contract/model.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { Environment } from "./environment.ts";
import { identityAt } from "./identities.ts";
import type { Config, JwtRecipe } from "./model.ts";

/** Whose token it is. */
export interface TokenOf {
  readonly scheme: SecurityScheme;
  readonly config: Config;
  /** Position of the identity; beyond the config's there is `client-N`. */
  readonly identity: number;
}

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

/** Claims of the document, then of the config, then of the identity: what its token is made of. */
export function claimsOf({ scheme, config, identity }: TokenOf, recipe: JwtRecipe): JsonObject {
  const declared = scheme.token.kind === "recipe" ? scheme.token.claims : { sub: "$unique" };
  return { ...declared, ...recipe.claims, ...identityAt(config, identity).claims };
}

/**
 * Where claims hold the scopes (JSON pointers; of a list the list): there a token without them can be told from one
 * with them. Empty where no claim depends on them.
 */
export function scopePlaces(claims: Json, at = ""): readonly string[] {
  if (claims === "$scopes") return [at];
  if (Array.isArray(claims)) return claims.includes("$scopes") ? [at] : claims.flatMap(inItem(at));
  return isObject(claims)
    ? Object.entries(claims).flatMap(([name, value]) => scopePlaces(value, `${at}${pointerOf(name)}`))
    : [];
}

function inItem(at: string): (item: Json, index: number) => readonly string[] {
  return (item, index) => scopePlaces(item, `${at}${pointerOf(String(index))}`);
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
