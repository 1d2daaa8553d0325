import type { FrameData, Side } from "../../contract/index.ts";
import type { Backlog } from "./backlog.ts";
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
  readonly #queue: Heard[] = [];
  #closes = 0;
  #busy = false;
  readonly #waiting: (() => void)[] = [];
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
      message: (data) => this.#listener.frame(from, data, this.#at),
      closeFrame: (code, reason) => {
        this.#closes += 1;
        this.#silent.add(from);
        this.#listener.closed(from, { code, reason }, this.#at);
      },
    });
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

  /** Everything that came so far was told: what is compressed takes its time. */
  async idle(): Promise<void> {
    this.#backlog.tellAll();
    if (this.#busy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #hear(heard: Heard): void {
    this.#backlog.add(() => {
      this.#queue.push(heard);
      if (!this.#busy) this.#work();
    });
  }

  /** One at a time, so that what is compressed on one side is not overtaken by the other. */
  #work(): void {
    for (let heard = this.#queue.shift(); heard !== undefined; heard = this.#queue.shift()) {
      this.#at = heard.at;
      if (heard.kind === "bytes") {
        this.#behind -= heard.bytes.length;
        if (!this.#parsed(heard.from, heard.bytes)) return;
      } else this.#over(heard);
    }
    for (const told of this.#waiting.splice(0)) told();
  }

  /** False where the parser goes on later; it then works on. */
  #parsed(from: Side, bytes: Buffer): boolean {
    if (this.#silent.has(from)) return true;
    this.#busy = true;
    let waits = false;
    this.#parsers[from].write(bytes, (error) => {
      this.#busy = false;
      if (error !== null) {
        this.#silent.add(from);
        this.#listener.broken(from, error, this.#at);
      }
      if (waits) this.#work();
    });
    waits = this.#busy;
    return !waits;
  }

  #over(heard: Exclude<Heard, { readonly kind: "bytes" }>): void {
    if (heard.kind === "gone") {
      for (const parser of Object.values(this.#parsers)) parser.end();
      this.#listener.gone(heard.at);
      return;
    }
    if (this.#closes > 0) return;
    this.#closes += 1;
    this.#silent.add(heard.from);
    this.#listener.closed(heard.from, { code: 1006, reason: "" }, heard.at);
  }
}
