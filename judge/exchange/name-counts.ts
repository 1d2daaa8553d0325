/** How often each of a few names was counted: an exchange has one, and hardly any has more than three names. */
export class NameCounts {
  readonly #names: string[] = [];
  readonly #counts: number[] = [];

  of(name: string): number {
    const index = this.#names.indexOf(name);
    return index < 0 ? 0 : (this.#counts[index] ?? 0);
  }

  add(name: string): void {
    const index = this.#names.indexOf(name);
    if (index >= 0) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    else {
      this.#names.push(name);
      this.#counts.push(1);
    }
  }
}
