import type { FrameData, Side } from "../../contract/index.ts";
import type { Backlog, Turn } from "./backlog.ts";
import { type Deflate, FrameParser } from "./frame-parser.ts";

/** What a pair of byte streams says, in the order in which it came. */
export interface EarListener {
  frame(from: Side, data: FrameData, at: number): void;
  closed(from: Side, about: { readonly code: number; readonly reason: string }, at: number): void;
  /** Bytes that RFC 6455 does not allow: from here on this side can't be understood. */
  broken(from: Side, error: Error & { readonly code?: string }, at: number): void;
  /** Nothing more comes from both. */
  gone(at: number): void;
}

type Heard =
  | { readonly kind: "bytes"; readonly from: Side; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: "end"; readonly from: Side; readonly at: number }
  | { readonly kind: "gone"; readonly at: number };

/** Listens to both directions of a connection without standing in the way of either. */
export class Ear {
  readonly #listener: EarListener;
  readonly #backlog: Backlog;
  readonly #parsers: { readonly [side in Side]: FrameParser };
  /** Sides that have said their last frame, or can't be understood. */
  readonly #silent = new Set<Side>();
  readonly #queue: { readonly heard: Heard; readonly turn: Turn }[] = [];
  #closes = 0;
  #busy = false;
  /** The turn of what is being read. */
  #turn: Turn | null = null;
  #at = 0;
  #behind = 0;

  constructor(
    { deflate, backlog }: { readonly deflate: Deflate; readonly backlog: Backlog },
    listener: EarListener,
  ) {
    this.#listener = listener;
    this.#backlog = backlog;
    this.#parsers = {
      client: this.#parser("client", deflate),
      server: this.#parser("server", deflate),
    };
  }

  #parser(from: Side, deflate: Deflate): FrameParser {
    return new FrameParser(from, deflate, {
      message: (data) => this.#say((at) => this.#listener.frame(from, data, at)),
      closeFrame: (code, reason) => {
        this.#closes += 1;
        this.#silent.add(from);
        this.#say((at) => this.#listener.closed(from, { code, reason }, at));
      },
    });
  }

  /** Told in its turn, with the time at which it came. */
  #say(tell: (at: number) => void): void {
    const at = this.#at;
    this.#turn?.say(() => tell(at));
  }

  /** Bytes that came and were not told yet. */
  get behind(): number {
    return this.#behind;
  }

  bytes(from: Side, bytes: Buffer, at: number): void {
    this.#behind += bytes.length;
    this.#hear({ kind: "bytes", from, at, bytes });
  }

  /** The side's TCP stream is over; without a close frame before it is a cut. */
  end(from: Side, at: number): void {
    this.#hear({ kind: "end", from, at });
  }

  gone(at: number): void {
    this.#hear({ kind: "gone", at });
  }

  #hear(heard: Heard): void {
    this.#backlog.add((turn) => {
      this.#queue.push({ heard, turn });
      if (!this.#busy) this.#work();
    });
  }

  /** One at a time, so that what is compressed on one side is not overtaken by the other. */
  #work(): void {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const { heard, turn } = next;
      this.#at = heard.at;
      this.#turn = turn;
      if (heard.kind === "bytes") {
        if (!this.#parsed(heard.from, heard.bytes)) return;
      } else this.#over(heard);
      turn.over();
    }
  }

  /** False where the parser goes on later; it then works on. */
  #parsed(from: Side, bytes: Buffer): boolean {
    if (this.#silent.has(from)) {
      this.#behind -= bytes.length;
      return true;
    }
    this.#busy = true;
    let waits = false;
    this.#parsers[from].write(bytes, (error) => {
      this.#busy = false;
      if (error !== null) {
        this.#silent.add(from);
        this.#say((at) => this.#listener.broken(from, error, at));
      }
      this.#turn?.say(() => {
        this.#behind -= bytes.length;
      });
      if (!waits) return;
      this.#turn?.over();
      this.#work();
    });
    waits = this.#busy;
    return !waits;
  }

  #over(heard: Exclude<Heard, { readonly kind: "bytes" }>): void {
    if (heard.kind === "gone") {
      for (const parser of Object.values(this.#parsers)) parser.end();
      this.#say((at) => this.#listener.gone(at));
      return;
    }
    if (this.#closes > 0) return;
    this.#closes += 1;
    this.#silent.add(heard.from);
    this.#say((at) => this.#listener.closed(heard.from, { code: 1006, reason: "" }, at));
  }
}
