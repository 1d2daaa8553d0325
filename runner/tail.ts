/** The last of what was written to it, up to `limit` characters: memory stays flat however much a process says. */
export class Tail {
  readonly #limit: number;
  #chunks: string[] = [];
  #size = 0;

  constructor(limit: number = 8192) {
    this.#limit = limit;
  }

  add(text: string): void {
    this.#chunks.push(text);
    this.#size += text.length;
    if (this.#size <= 2 * this.#limit) return;
    this.#chunks = [this.#chunks.join("").slice(-this.#limit)];
    this.#size = this.#limit;
  }

  /** Whole lines where something was cut off at the front. */
  text(): string {
    const all = this.#chunks.join("");
    if (all.length <= this.#limit) return all;
    const last = all.slice(-this.#limit);
    return last.slice(last.indexOf("\n") + 1);
  }

  /** The last lines that are not blank. */
  lines(count: number): string {
    const lines = this.text().trimEnd().split("\n");
    return lines.slice(-count).join("\n");
  }
}
