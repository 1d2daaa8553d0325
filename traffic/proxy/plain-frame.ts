import { isUtf8 } from "node:buffer";
import type { FrameData, Side } from "../../contract/index.ts";

const WHOLE_TEXT = 0x81;
const WHOLE_BINARY = 0x82;
const MASKED = 0x80;

/** A frame that is a whole message, not compressed: where its payload begins and ends. */
export interface PlainFrame {
  readonly isText: boolean;
  /** Where the payload begins; the mask stands before it. */
  readonly from: number;
  readonly to: number;
}

/** `part`: such a frame, of which more has to come. `other`: anything else, good or bad. */
export type PlainLook = PlainFrame | "part" | "other";

/** What stands at `at`, where a frame begins. Whoever sends it masks as RFC 6455 wants it, or it is `other`. */
export function plainFrameAt(
  bytes: Buffer,
  at: number,
  { sender, most }: { sender: Side; most: number },
): PlainLook {
  const first = bytes[at];
  if (first !== WHOLE_TEXT && first !== WHOLE_BINARY) return "other";
  if (at + 1 >= bytes.length) return "part";
  const second = bytes[at + 1] ?? 0;
  if ((second & MASKED) !== (sender === "client" ? MASKED : 0)) return "other";
  const short = second & 0x7f;
  const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8;
  const from = at + 2 + lengthBytes + (sender === "client" ? 4 : 0);
  if (from > bytes.length) return "part";
  const length =
    lengthBytes === 0
      ? short
      : bytes.readUIntBE(at + 2 + Math.max(0, lengthBytes - 6), Math.min(lengthBytes, 6));
  if (lengthBytes === 8 && bytes.readUInt16BE(at + 2) !== 0) return "other";
  if (length > most) return "other";
  return from + length > bytes.length ? "part" : { isText: first === WHOLE_TEXT, from, to: from + length };
}

/** What the frame says; null for text that is no UTF-8. The bytes are left as they are. */
export function plainData(bytes: Buffer, { isText, from, to }: PlainFrame, sender: Side): FrameData | null {
  const payload = sender === "client" ? unmasked(bytes, from, to) : bytes.subarray(from, to);
  if (!isText) return { kind: "binary", bytes: payload };
  const text = payload.toString("utf8");
  // What can't be decoded becomes U+FFFD, which may also have been sent as such.
  return text.includes("\uFFFD") && !isUtf8(payload) ? null : { kind: "text", text };
}

/** A copy: the same bytes are on their way to the other side. */
function unmasked(bytes: Buffer, from: number, to: number): Buffer {
  const payload = Buffer.allocUnsafe(to - from);
  for (let index = 0; index < payload.length; index += 1)
    payload[index] = (bytes[from + index] ?? 0) ^ (bytes[from - 4 + (index & 3)] ?? 0);
  return payload;
}
