import { isObject, type Json } from "../contract/json.ts";
import type { SecurityScheme } from "../contract/model.ts";
import { ownCredential } from "./credential-of.ts";
import { developmentCredential } from "./development.ts";
import { identityAt } from "./identities.ts";
import type { Config } from "./model.ts";

/** Does the credential of an identity tell it from all others? False for one that all of them show. */
export function namesIdentity(scheme: SecurityScheme, config: Config, index: number): boolean {
  if (scheme.carrier.kind === "untestable") return false;
  const identity = identityAt(config, index);
  if (Object.hasOwn(identity.credentials, scheme.name)) return true;
  const own = ownCredential(scheme.name, config, index);
  const credential =
    own ?? (config.url === null && config.start === null ? developmentCredential(scheme) : null);
  if (credential === null || !("jwt" in credential)) return false;
  const declared = scheme.token.kind === "recipe" ? scheme.token.claims : { sub: "$unique" };
  const claims = { ...declared, ...credential.jwt.claims, ...identity.claims };
  return claims["sub"] === "$unique" || Object.keys(identity.claims).length > 0 || namesIt(claims);
}

function namesIt(claims: Json): boolean {
  if (claims === "$identity") return true;
  if (Array.isArray(claims)) return claims.some(namesIt);
  return isObject(claims) && Object.values(claims).some(namesIt);
}
