import { secretFieldName } from "../../config/index.ts";
import type { Contract } from "../../contract/index.ts";

export { secretFieldName };

/** Members of a payload that hold a secret whatever they say. */
const SECRET_KEY =
  /^(pass(word|wd|phrase)?|secret|(client|shared)[-_]?secret|(api|private|secret|access)[-_]?key|(access|refresh|id|auth|bearer|session|csrf)[-_]?token|authorization|credentials?|jwt)$/i;
/** Members that hold one only where the value looks like it: `token` is a piece of text in many services. */
const MAYBE_KEY = /^(token|ticket|session|auth|key)$/i;
const CREDENTIAL_LIKE = /^(?=.*\d)(?=.*[A-Za-z])\S{16,}$/;

export function isSecretMember(key: string, value: string): boolean {
  return SECRET_KEY.test(key) || (MAYBE_KEY.test(key) && CREDENTIAL_LIKE.test(value));
}

/** What a text has to contain before it is worth parsing: the end of a member's name that says so, or an escape. */
export const SECRET_HINT: RegExp =
  /(?:pass|secret|key|token|auth|credential|jwt|ticket|session)\w{0,12}"\s*:|\\u/i;

/** Names of the queries and headers of a handshake that carry credentials, by the document or by how they sound. */
export interface SecretFields {
  isQuery(name: string): boolean;
  isHeader(name: string): boolean;
}

export function secretFields({ securitySchemes }: Contract): SecretFields {
  const queries = new Set<string>();
  const headers = new Set<string>();
  for (const { carrier } of securitySchemes) {
    if (carrier.kind === "query") queries.add(carrier.name);
    if (carrier.kind === "header") headers.add(carrier.name.toLowerCase());
  }
  return {
    isQuery: (name) => queries.has(name) || secretFieldName(name),
    isHeader: (name) => headers.has(name) || secretFieldName(name),
  };
}

/** Subprotocols that say what the next one in the list is. */
const ANNOUNCES =
  /^(bearer|basic|token|auth|authorization|jwt|ticket|session|(access|auth|id|session)[-_.]?token|api[-_.]?key)$/i;
/** One that holds a credential behind such a word, as `base64url.bearer.authorization.k8s.io.` does. */
const CARRIES = /(^|\.)(bearer|authorization|access[-_]?token)[.=:-]./i;

/**
 * The subprotocols of a handshake that smuggle a credential: browsers can't set headers, so some services take it
 * there. Not those that a document declares.
 */
export function secretSubprotocols(
  names: readonly string[],
  declared: ReadonlySet<string>,
): ReadonlySet<string> {
  const secret = names.filter(
    (name, index) =>
      !declared.has(name) &&
      (ANNOUNCES.test(names[index - 1] ?? "") || looksSecret(name) || CARRIES.test(name)),
  );
  return new Set(secret);
}

function looksSecret(name: string): boolean {
  return name.length >= 16 && (CREDENTIAL_LIKE.test(name) || name.startsWith("eyJ"));
}
