/** First byte of a whole text message (RFC 6455, section 5.2). */
const FINAL_TEXT = 0x81;
const SHORT = 126;
const LONG = 65_536;

/** A server's text message as it goes over the wire: one frame, not masked, not compressed (RFC 6455, section 5.2). */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const head = bytes < SHORT ? 2 : bytes < LONG ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + bytes);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = bytes;
  else if (head === 4) {
    frame[1] = SHORT;
    frame.writeUInt16BE(bytes, 2);
  } else {
    frame[1] = SHORT + 1;
    frame.writeBigUInt64BE(BigInt(bytes), 2);
  }
  frame.write(text, head, "utf8");
  return frame;
}
