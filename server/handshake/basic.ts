/** The user of `user:password` in base64 (RFC 7617); null where it is none. */
export function basicUser(credential: string): string | null {
  const text = Buffer.from(credential, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : text.slice(0, colon);
}
