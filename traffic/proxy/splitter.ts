/** One WebSocket frame as it came, header, mask and all. */
export interface RawFrame {
  readonly bytes: Buffer;
  readonly opcode: number;
  readonly fin: boolean;
}

/** Cuts a stream of bytes into frames, without looking into them. */
export class FrameSplitter {
  #bytes: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #have = 0;
  /** Bytes that the frame under way needs; 0: its header is not whole. */
  #need = 0;

  /** Bytes of the whole frame under way, as its header says; 0 where that is not known yet. */
  get needs(): number {
    return this.#need;
  }

  push(chunk: Buffer): readonly RawFrame[] {
    this.#parts.push(chunk);
    this.#have += chunk.length;
    const frames: RawFrame[] = [];
    while (this.#have >= Math.max(2, this.#need)) {
      if (this.#need === 0) {
        this.#gather();
        this.#need = frameLength(this.#bytes);
        if (this.#need === 0) break;
        continue;
      }
      this.#gather();
      const bytes = this.#bytes.subarray(0, this.#need);
      const first = bytes[0] ?? 0;
      frames.push({ bytes, opcode: first & 0x0f, fin: (first & 0x80) !== 0 });
      this.#parts = [this.#bytes.subarray(this.#need)];
      this.#have -= this.#need;
      this.#need = 0;
    }
    return frames;
  }

  #gather(): void {
    this.#bytes = this.#parts.length === 1 ? (this.#parts[0] ?? this.#bytes) : Buffer.concat(this.#parts);
    this.#parts = [this.#bytes];
  }
}

/** Length of the whole frame at the beginning of the bytes; 0 where its header is not there yet. */
export function frameLength(bytes: Buffer): number {
  const second = bytes[1] ?? 0;
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const header = 2 + lengthBytes + ((second & 0x80) === 0 ? 0 : 4);
  if (bytes.length < header) return 0;
  if (lengthBytes === 2) return header + bytes.readUInt16BE(2);
  return header + (lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : short);
}
