import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import type { SigningKey } from "../../config/index.ts";

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

/** Checks signature, `exp`, `nbf` and algorithm (RFC 7519, RFC 8725: only the one that is configured, never `none`). */
export async function verifyToken(token: string, key: SigningKey): Promise<TokenCheck> {
  try {
    const { payload } = await jwtVerify(token, key.key, { algorithms: [key.alg] });
    return { kind: "good", subject: payload.sub ?? null, scopes: scopesIn(payload), claims: payload };
  } catch (error) {
    return { kind: "bad", flaw: flawOf(token, error), claims: unverified(token) };
  }
}

/** The scopes that claims grant: `scope` (RFC 8693: separated by blanks), `scopes` or `scp`, text or list. */
export function scopesIn(claims: JWTPayload): readonly string[] {
  return ["scope", "scopes", "scp"].flatMap((name) => {
    const value = claims[name];
    if (typeof value === "string") return value.split(" ").filter((scope) => scope !== "");
    return Array.isArray(value) ? value.map(String) : [];
  });
}

function flawOf(token: string, error: unknown): TokenFlaw {
  if (error instanceof errors.JWTExpired) return "expired";
  if (algOf(token) === "none") return "alg-none";
  return algOf(token) === null ? "garbage" : "signature";
}

function algOf(token: string): string | null {
  try {
    return decodeProtectedHeader(token).alg ?? null;
  } catch {
    return null;
  }
}

function unverified(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}
