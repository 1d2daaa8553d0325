import { randomBytes } from "node:crypto";

const FIN = 0x80;
const TEXT = 1;
const CLOSE = 8;

/** A text message of the proxy's own, for a client. */
export function textBytes(text: string): Buffer {
  return frameBytes(TEXT, Buffer.from(text), false);
}

/** A close frame of the proxy's own; what goes to a service is masked. */
export function closeBytes(code: number, reason: string, masked: boolean): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return frameBytes(CLOSE, Buffer.concat([head, Buffer.from(reason).subarray(0, 123)]), masked);
}

/** One frame (RFC 6455, section 5.2). */
export function frameBytes(opcode: number, payload: Buffer, masked: boolean): Buffer {
  const head = Buffer.alloc(2 + lengthBytes(payload.length));
  head[0] = FIN | opcode;
  const mark = masked ? 0x80 : 0;
  if (head.length === 2) head[1] = mark | payload.length;
  else if (head.length === 4) {
    head[1] = mark | 126;
    head.writeUInt16BE(payload.length, 2);
  } else {
    head[1] = mark | 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  if (!masked) return Buffer.concat([head, payload]);
  const mask = randomBytes(4);
  const hidden = Buffer.from(payload);
  for (let index = 0; index < hidden.length; index += 1)
    hidden[index] = (hidden[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return Buffer.concat([head, mask, hidden]);
}

function lengthBytes(length: number): number {
  if (length < 126) return 0;
  return length < 65_536 ? 2 : 8;
}
