import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { assertNever } from "../contract/assert-never.ts";
import { foreignKey } from "./jwt-key.ts";
import type { CredentialFlavour } from "./model.ts";

/** A forgery of a finished token whose key nobody here has. Null where it is no JWT or the flavour needs the key. */
export async function forgeToken(token: string, flavour: CredentialFlavour): Promise<string | null> {
  const payload = payloadOf(token);
  if (payload === null) return null;
  switch (flavour) {
    case "tampered":
      return tampered(token);
    case "alg-none":
      return withoutSignature(token);
    case "foreign": {
      const { alg = "HS256" } = decodeProtectedHeader(token);
      const { key } = foreignKey(alg);
      return new SignJWT(payload).setProtectedHeader({ alg, typ: "JWT" }).sign(key);
    }
    case "valid":
    case "none":
    case "garbage":
    case "expired":
    case "unscoped":
      return null;
    default:
      return assertNever(flavour);
  }
}

/** The same header and signature over a payload that says it is somebody else. */
export function tampered(token: string): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims: JWTPayload = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  const changed = JSON.stringify({ ...claims, sub: `${claims.sub ?? ""}-tampered` });
  return [header, Buffer.from(changed, "utf8").toString("base64url"), signature].join(".");
}

/** The same claims, `alg: none`, no signature (RFC 7519, section 6). */
export function withoutSignature(token: string): string {
  return new UnsecuredJWT(decodeJwt(token)).encode();
}

function payloadOf(token: string): JWTPayload | null {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}
