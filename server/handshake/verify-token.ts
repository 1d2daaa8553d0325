import type { JWTPayload } from "jose";
import type { SigningKey } from "../../config/index.ts";
import type { JsonObject } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";

/** What is wrong with a credential. `signature` covers a foreign key and a changed token. */
export type TokenFlaw = "garbage" | "expired" | "signature" | "alg-none";

export type TokenCheck =
  | {
      readonly kind: "good";
      /** Who it is; null where the credential does not say. */
      readonly subject: string | null;
      /** `all`: the credential names no scopes and has every one (an opaque key). */
      readonly scopes: readonly string[] | "all";
      readonly claims: JWTPayload;
    }
  /** `claims`: as the token has them, unverified; only a deliberate fault looks at them. */
  | { readonly kind: "bad"; readonly flaw: TokenFlaw; readonly claims: JWTPayload };

type Good = Extract<TokenCheck, { kind: "good" }>;

/** Tokens that were found good, by the key: of many connections with one token its signature is checked once. */
const found = new WeakMap<SigningKey, Map<string, Good>>();
const MOST_FOUND = 1000;

/**
 * Checks signature, `exp`, `nbf` and algorithm (RFC 7519, RFC 8725: only the one that is configured, never `none`). A
 * token that was good once is good until it expires.
 */
export async function verifyToken(token: string, key: SigningKey): Promise<TokenCheck> {
  const known = found.get(key) ?? new Map<string, Good>();
  found.set(key, known);
  const good = known.get(token);
  if (good !== undefined && !isExpired(good)) return good;
  const check = await verifyAnew(token, key);
  if (known.size >= MOST_FOUND) known.clear();
  if (check.kind === "good") known.set(token, check);
  return check;
}

/** `exp` in seconds (RFC 7519, 4.1.4): on or after it the token counts no more. */
function isExpired({ claims: { exp } }: Good): boolean {
  return exp !== undefined && exp <= Math.floor(Date.now() / 1000);
}

async function verifyAnew(token: string, key: SigningKey): Promise<TokenCheck> {
  // Loaded with the first token, so that a stub without any starts without it.
  const jose = await import("jose");
  try {
    const { payload } = await jose.jwtVerify(token, key.key, { algorithms: [key.alg] });
    return { kind: "good", subject: payload.sub ?? null, scopes: scopesIn(payload), claims: payload };
  } catch (error) {
    const expired = error instanceof jose.errors.JWTExpired;
    const alg = readOr(null, () => jose.decodeProtectedHeader(token).alg ?? null);
    return {
      kind: "bad",
      flaw: expired ? "expired" : flawOf(alg),
      claims: readOr({}, () => jose.decodeJwt(token)),
    };
  }
}

const USUAL = ["/scope", "/scopes", "/scp"];

/** The scopes that claims grant: `scope` (RFC 8693: separated by blanks), `scopes` or `scp`, text or list. */
export function scopesIn(claims: JWTPayload, places: readonly string[] = USUAL): readonly string[] {
  return places.flatMap((at) => {
    const value = claimAt(claims, at);
    if (typeof value === "string") return value.split(" ").filter((scope) => scope !== "");
    return Array.isArray(value) ? value.map(String) : [];
  });
}

/** The same, and what stands where its recipe puts the scopes. A token that has a place for none of them grants all. */
export function grantedBy(claims: JWTPayload, places: readonly string[]): readonly string[] | "all" {
  const namesThem = places.length > 0 || USUAL.some((at) => claimAt(claims, at) !== undefined);
  return namesThem ? scopesIn(claims, [...USUAL, ...places]) : "all";
}

/** Claims are the JSON of the token (RFC 7519, section 4). */
function claimAt(claims: JWTPayload, at: string): unknown {
  return pointerGet(claims as JsonObject, at);
}

function flawOf(alg: string | null): TokenFlaw {
  if (alg === null) return "garbage";
  return alg === "none" ? "alg-none" : "signature";
}

/** What can be read of a token that need not be one. */
function readOr<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
