import { standStill } from "./fair-clock.ts";

/** Keeps this process from sending more than so much a second: holds it up where it is too fast. */
export class Pace {
  readonly #gapMs: number;
  #next = 0;

  /** `rate`: frames per second; null: as fast as can be. */
  constructor(rate: number | null) {
    this.#gapMs = rate === null ? 0 : 1000 / rate;
  }

  /**
   * To be called before each frame and handshake. It blocks: what comes meanwhile waits in the socket, and the clock
   * by which the service is judged stands still, so that nobody is late because of us.
   */
  keep(): void {
    if (this.#gapMs === 0) return;
    const now = performance.now();
    if (now < this.#next) {
      standStill(this.#next - now);
      this.#next += this.#gapMs;
    } else this.#next = now + this.#gapMs;
  }
}
