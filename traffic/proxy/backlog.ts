/**
 * What was heard and not yet told, of all connections in the order in which it came. It is told when everything that
 * has come was passed on: nobody waits for the judge, and judging much at once costs less than each thing alone.
 */
export class Backlog {
  #waiting: (() => void)[] = [];

  /** Comes in its turn, before any timer. */
  add(tell: () => void): void {
    this.#waiting.push(tell);
    if (this.#waiting.length === 1) setImmediate(() => this.tellAll());
  }

  /** Nothing is left behind it. */
  tellAll(): void {
    while (this.#waiting.length > 0) {
      const now = this.#waiting;
      this.#waiting = [];
      for (const tell of now) tell();
    }
  }
}
