import type { Channel, FrameData, FrameReader, Side } from "../contract/index.ts";
import type { ChartFrame, ConnectionId, FrameId, HandshakeFacts } from "../judge/index.ts";

/** How many of a connection's last frames are kept to be shown around a violation. */
const REMEMBERED = 24;
/** Larger frames are not kept. */
const LONGEST = 16_384;

interface Remembered {
  readonly frame: FrameId | null;
  readonly at: number;
  readonly from: Side;
  /** The frame itself is read again only where somebody wants to see it. */
  readonly what: FrameData | string;
}

/** What is told of one connection: how much came, and what came last. */
export class Story {
  readonly id: ConnectionId;
  readonly channel: Channel | null;
  readonly startedAt: number;
  lastAt: number;
  readonly frames: { client: number; server: number } = { client: 0, server: 0 };
  kept = false;
  breaches = 0;
  /** Why nothing could be said, where nothing was kept. */
  unknown = "";
  over = false;
  /** Its handshake, where the judge is told of it with the first frame: nobody knows when it was. */
  facts: HandshakeFacts | null = null;
  /** A ring: where the next one goes is where the oldest stands. */
  readonly #last: Remembered[] = [];
  #next = 0;

  constructor(id: ConnectionId, channel: Channel | null, at: number) {
    this.id = id;
    this.channel = channel;
    this.startedAt = at;
    this.lastAt = at;
  }

  note(from: Side, at: number, label: string): void {
    this.#push({ frame: null, at, from, what: label });
  }

  frame(frame: FrameId, { from, at, data }: { from: Side; at: number; data: FrameData }): void {
    this.frames[from] += 1;
    const size = data.kind === "text" ? data.text.length : data.bytes.length;
    this.#push({ frame, at, from, what: size > LONGEST ? `${data.kind}, ${size} long` : data });
  }

  #push(what: Remembered): void {
    this.lastAt = what.at;
    this.#last[this.#next] = what;
    this.#next = (this.#next + 1) % REMEMBERED;
  }

  /** The last frames, with the names of their messages, and what they hold where it is kept. */
  chart(reader: FrameReader): readonly (ChartFrame & { readonly data: FrameData | null })[] {
    const isFull = this.#last.length === REMEMBERED;
    const inOrder = isFull
      ? [...this.#last.slice(this.#next), ...this.#last.slice(0, this.#next)]
      : this.#last;
    return inOrder.map(({ frame, at, from, what }) => {
      const label = typeof what === "string" ? what : this.#nameOf(reader, from, what);
      return { frame, at, from, connection: this.id, label, data: typeof what === "string" ? null : what };
    });
  }

  #nameOf(reader: FrameReader, from: Side, data: FrameData): string {
    if (this.channel === null) return data.kind;
    const reading = reader.read(this.channel, from, data);
    return "message" in reading ? reading.message.name : data.kind;
  }
}
