/** The bytes of base64, padded or not (RFC 4648, 4 and 5); null for what is none: Node leaves out what is no digit. */
export function bytesOfBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === Math.floor((text.replace(/=+$/, "").length * 3) / 4) ? bytes : null;
}
