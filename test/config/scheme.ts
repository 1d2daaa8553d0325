import type { SecurityScheme } from "../../contract/model.ts";

/** A scheme `key` in the query, of the form given. */
export function schemeOf(
  token: SecurityScheme["token"],
  carrier: SecurityScheme["carrier"] = { kind: "query", name: "token" },
): SecurityScheme {
  return { name: "key", place: "#/components/securitySchemes/key", carrier, token };
}

/** The recipe of the reference contract. */
export const RECIPE: SecurityScheme = schemeOf({
  kind: "recipe",
  alg: "HS256",
  claims: { sub: "$unique", scope: "$scopes" },
});
export const BEARER: SecurityScheme = schemeOf({ kind: "bearer" });
export const OPAQUE: SecurityScheme = schemeOf({ kind: "opaque" });
