const SECOND_MS = 1000;

/** Counts messages in a sliding second. */
export class RateWindow {
  readonly #most: number | null;
  #times: number[] = [];

  /** `most`: messages a second that are allowed; null: any number. */
  constructor(most: number | null) {
    this.#most = most;
  }

  /** Takes note of a message; true where it is one too many. `now` in milliseconds, never falling. */
  exceeds(now: number): boolean {
    if (this.#most === null) return false;
    this.#times.push(now);
    // Only the newest `most + 1` decide: the one that is a whole limit back came within the second or not.
    if (this.#times.length > this.#most + 1) this.#times.shift();
    const first = this.#times[0];
    return this.#times.length > this.#most && first !== undefined && now - first < SECOND_MS;
  }
}
