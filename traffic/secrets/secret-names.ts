import type { Contract } from "../../contract/index.ts";

/** Members of a payload that hold a secret whatever they say. */
const SECRET_KEY =
  /^(pass(word|wd|phrase)?|secret|(client|shared)[-_]?secret|(api|private|secret|access)[-_]?key|(access|refresh|id|auth|bearer|session|csrf)[-_]?token|authorization|credentials?|jwt)$/i;
/** Members that hold one only where the value looks like it: `token` is a piece of text in many services. */
const MAYBE_KEY = /^(token|ticket|session|auth|key)$/i;
const CREDENTIAL_LIKE = /^(?=.*\d)(?=.*[A-Za-z])\S{16,}$/;
/** Queries and headers are not judged by their content: any name that sounds like a secret is one. */
const SECRET_FIELD =
  /token|secret|passw|passphrase|auth|session|credential|cookie|key|jwt|ticket|signature|^sig$|^code$/i;
const HARMLESS_HEADER = /^sec-websocket-(key|accept|version|extensions|protocol)$/i;

export function isSecretMember(key: string, value: string): boolean {
  return SECRET_KEY.test(key) || (MAYBE_KEY.test(key) && CREDENTIAL_LIKE.test(value));
}

/** Words that a text has to contain before it is worth parsing. */
export const SECRET_HINT: RegExp = /pass|secret|key|token|auth|credential|jwt|ticket|session|\\u/i;

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
    isQuery: (name) => queries.has(name) || SECRET_FIELD.test(name),
    isHeader: (name) => headers.has(name) || (SECRET_FIELD.test(name) && !HARMLESS_HEADER.test(name)),
  };
}

/** Does the name of a query or header sound like that of a credential? */
export function secretFieldName(name: string): boolean {
  return SECRET_FIELD.test(name) && !HARMLESS_HEADER.test(name);
}

/** Does a subprotocol smuggle a credential? Browsers can't set headers, so some services take it there. */
export function isSecretSubprotocol(name: string): boolean {
  return name.length >= 16 && (CREDENTIAL_LIKE.test(name) || name.startsWith("eyJ"));
}
