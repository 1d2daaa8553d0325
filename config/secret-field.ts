/** Queries and headers are not judged by their content: any name that sounds like a secret is one. */
const SECRET_FIELD =
  /token|secret|pass($|[-_w]|phrase|code|key)|auth|session|credential|cookie|key|jwt|ticket|signature|^sig$|^code$/i;
const HARMLESS_HEADER = /^sec-websocket-(key|accept|version|extensions|protocol)$/i;

/** Does the name of a query or header sound like that of a credential? */
export function secretFieldName(name: string): boolean {
  return SECRET_FIELD.test(name) && !HARMLESS_HEADER.test(name);
}
