interface Counted {
  readonly name: string;
  count: number;
  readonly next: Counted | null;
}

/** How often each of a few names was counted: an exchange has one, and hardly any has more than three names. */
export class NameCounts {
  #first: Counted | null = null;

  of(name: string): number {
    return this.#find(name)?.count ?? 0;
  }

  add(name: string): void {
    const known = this.#find(name);
    if (known === null) this.#first = { name, count: 1, next: this.#first };
    else known.count += 1;
  }

  #find(name: string): Counted | null {
    let one = this.#first;
    while (one !== null && one.name !== name) one = one.next;
    return one;
  }
}
