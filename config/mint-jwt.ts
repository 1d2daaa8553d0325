import { SignJWT } from "jose";
import { assertNever } from "../contract/assert-never.ts";
import type { JsonObject } from "../contract/json.ts";
import { type ClaimSources, claimsOf, fillClaims, scopePlaces } from "./claims.ts";
import { tampered, withoutSignature } from "./forge-token.ts";
import { identityAt } from "./identities.ts";
import { foreignKey, type SigningKey, signingKey } from "./jwt-key.ts";
import type { MintOptions } from "./mint.ts";
import type { JwtRecipe } from "./model.ts";

const LIFETIME_S = 3600;

/** Makes a JWT by recipe: claims of the document, then of the config, then of the identity. Null where the flavour can't be made. */
export async function mintJwt(options: MintOptions, recipe: JwtRecipe): Promise<string | null> {
  const { scheme, flavour, env = process.env } = options;
  const alg = scheme.token.kind === "recipe" ? scheme.token.alg : null;
  const own = await signingKey(recipe, alg, env);
  const lifetime = recipe.lifetime ?? LIFETIME_S;
  const claims = claimsOf(options, recipe);
  const filled = (scopes: readonly string[]): JsonObject => fillClaims(claims, sourcesOf(options, scopes));
  switch (flavour) {
    case "valid":
      return signedOnce(recipe, filled(options.scopes), { own, lifetime });
    case "expired":
      return sign(filled(options.scopes), own, -lifetime);
    case "foreign":
      return sign(filled(options.scopes), foreignKey(own.alg), lifetime);
    case "tampered":
      return tampered(await sign(filled(options.scopes), own, lifetime));
    case "alg-none":
      return withoutSignature(await sign(filled(options.scopes), own, lifetime));
    case "unscoped":
      return scopePlaces(claims).length > 0 ? sign(filled([]), own, lifetime) : null;
    case "none":
    case "garbage":
      return null;
    default:
      return assertNever(flavour);
  }
}

interface Signed {
  readonly token: string;
  /** Until when it is handed out again, ms. */
  readonly until: number;
}

const tokens = new WeakMap<JwtRecipe, Map<string, Signed>>();
const MOST_TOKENS = 1000;
/** A good token is handed out again for this share of its lifetime: many connections of one identity sign once. */
const REUSED = 0.02;

async function signedOnce(
  recipe: JwtRecipe,
  claims: JsonObject,
  { own, lifetime }: { readonly own: SigningKey; readonly lifetime: number },
): Promise<string> {
  const known = tokens.get(recipe) ?? new Map<string, Signed>();
  tokens.set(recipe, known);
  // A private key is read again for each token, and may have changed.
  const key =
    own.key instanceof Uint8Array
      ? JSON.stringify([own.alg, Buffer.from(own.key).toString("latin1"), lifetime, claims])
      : "";
  const found = key === "" ? undefined : known.get(key);
  if (found !== undefined && Date.now() < found.until) return found.token;
  const until = Date.now() + lifetime * REUSED * 1000;
  const token = await sign(claims, own, lifetime);
  if (known.size >= MOST_TOKENS) known.clear();
  if (key !== "") known.set(key, { token, until });
  return token;
}

function sourcesOf({ config, identity, env }: MintOptions, scopes: readonly string[]): ClaimSources {
  return { identity: identityAt(config, identity).name, scopes, env: env ?? process.env };
}

/** Issued now; a negative lifetime lies in the past as a whole. `exp` and `iat` that the claims name themselves stand. */
async function sign(claims: JsonObject, { alg, key }: SigningKey, lifetime: number): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const past = lifetime < 0 ? 2 * lifetime : 0;
  const times = { iat: now + past, exp: now + past + Math.abs(lifetime) };
  const payload = lifetime < 0 ? { ...claims, ...times } : { ...times, ...claims };
  return new SignJWT({ ...payload }).setProtectedHeader({ alg, typ: "JWT" }).sign(key);
}
