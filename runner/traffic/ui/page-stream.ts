import type { LiveEvent } from "../../../report/index.ts";

/** So many bytes may wait for a page: what is remembered for one that comes late fits in. */
const MOST_WAITING = 8 * 1024 * 1024;

/** Where server-sent events go. */
export interface Sink {
  write(text: string): boolean;
  /** Bytes that wait to be read. */
  readonly writableLength: number;
  once(event: "drain", listener: () => void): unknown;
}

/**
 * Server-sent events to one page. While it reads too slowly nothing is kept for it: what was left out is counted, and
 * told once it reads again.
 */
export class PageStream {
  readonly #sink: Sink;
  #full = false;
  #lost = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#write("retry: 1000\n\n");
  }

  tell(event: LiveEvent): void {
    if (this.#full) {
      if (event.kind !== "stats") this.#lost += 1;
      return;
    }
    const id = "n" in event ? `id: ${event.n}\n` : "";
    // JSON has no line feed outside of strings, and none inside.
    this.#write(`${id}data: ${JSON.stringify(event)}\n\n`);
  }

  #write(text: string): void {
    this.#sink.write(text);
    if (this.#full || this.#sink.writableLength < MOST_WAITING) return;
    this.#full = true;
    this.#sink.once("drain", () => {
      this.#full = false;
      const count = this.#lost;
      this.#lost = 0;
      if (count > 0) this.tell({ kind: "lost", count });
    });
  }
}
