import type { FrameData, Side } from "../contract/index.ts";

/** Close of a service to which a message is too large (RFC 6455, 7.4.1). */
const TOO_LARGE = 1009;

/** Notices how large messages of clients are, and which were too large. */
export class Sizes {
  #refused = Number.POSITIVE_INFINITY;
  #taken = 0;

  /** The last message before a close. `size`: in bytes. */
  closed(size: number, code: number): void {
    if (code === TOO_LARGE) this.#refused = Math.min(this.#refused, size);
    else this.taken(size);
  }

  taken(size: number): void {
    this.#taken = Math.max(this.#taken, size);
  }

  /** What is smaller than all that was refused; null where nothing was, or not for its size. */
  limit(): number | null {
    return this.#refused < Number.POSITIVE_INFINITY && this.#taken < this.#refused ? this.#refused - 1 : null;
  }
}

/** Bytes of a client's message, as limits count them; 0 for the service's. */
export function sizeOf(from: Side, data: FrameData): number {
  if (from === "server") return 0;
  return data.kind === "text" ? Buffer.byteLength(data.text) : data.bytes.length;
}
