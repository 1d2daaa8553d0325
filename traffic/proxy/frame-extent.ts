const FRAGMENT_ENDS = 0x80;
const CONTROL = 0x08;

/** Follows frames, header by header, to say where each ends, whatever is in it. */
export class FrameExtent {
  readonly #head: number[] = [];
  /** Bytes of the frame that are still to come; -1 while its header is not whole. */
  #left = -1;
  #inMessage = false;

  /** Nothing of a frame has come, and no message is under way in pieces. */
  get isBetween(): boolean {
    return this.#head.length === 0 && !this.#inMessage;
  }

  /** Where the frame that is at `at` ends in these bytes; their end, where it goes on after it. */
  endIn(bytes: Buffer, at: number): number {
    let here = at;
    while (this.#left < 0 && here < bytes.length) {
      this.#head.push(bytes[here] ?? 0);
      here += 1;
      this.#left = payloadLength(this.#head);
    }
    if (this.#left < 0) return here;
    const taken = Math.min(this.#left, bytes.length - here);
    this.#left -= taken;
    if (this.#left === 0) this.#over();
    return here + taken;
  }

  #over(): void {
    const [first = 0] = this.#head;
    if ((first & CONTROL) === 0) this.#inMessage = (first & FRAGMENT_ENDS) === 0;
    this.#head.length = 0;
    this.#left = -1;
  }
}

/** Bytes behind the header; -1 where it is not whole. */
function payloadLength(head: readonly number[]): number {
  const [, second = -1] = head;
  if (second < 0) return -1;
  const short = second & 0x7f;
  const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8;
  const size = 2 + lengthBytes + ((second & 0x80) === 0 ? 0 : 4);
  if (head.length < size) return -1;
  if (lengthBytes === 0) return short;
  return head.slice(2, 2 + lengthBytes).reduce((length, byte) => length * 256 + byte, 0);
}
