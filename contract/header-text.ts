/** A header's value as Node reads it, a character a byte: as UTF-8 where its bytes are that, else as it stands. */
export function headerText(value: string): string {
  if (/^[ -~\t]*$/.test(value)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}

/** A header's value as bytes of UTF-8, as browsers and others send it; for Node a character is a byte. */
export function headerBytes(value: string): string {
  return Buffer.from(value, "utf8").toString("latin1");
}
