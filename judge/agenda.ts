interface Entry<T> {
  readonly item: T;
  readonly time: number;
}

/** Stale entries that may pile up before they are thrown out together. */
const SPARE = 64;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Which of many things is due first, though their times change: a heap that looks a time up again only when its turn
 * has come. What becomes due later needs no word; what becomes due earlier has to be noted.
 */
export class Agenda<T> {
  readonly #timeOf: (item: T) => number;
  #heap: Entry<T>[] = [];
  /** The entry that counts for each thing; its time is never later than the true one. */
  readonly #counts = new Map<T, Entry<T>>();

  constructor(timeOf: (item: T) => number) {
    this.#timeOf = timeOf;
  }

  /** The thing is new, or may be due earlier than before. */
  note(item: T): void {
    const time = this.#timeOf(item);
    if (time >= (this.#counts.get(item)?.time ?? NEVER)) return;
    this.#add(item, time);
    if (this.#heap.length > 2 * this.#counts.size + SPARE) this.#clean();
  }

  forget(item: T): void {
    this.#counts.delete(item);
  }

  /** The earliest time; `Infinity` for none. */
  next(): number {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      const counts = this.#counts.get(top.item) === top;
      const time = counts ? this.#timeOf(top.item) : NEVER;
      if (counts && time === top.time) return time;
      this.#pop();
      if (!counts) continue;
      if (time < NEVER) this.#add(top.item, time);
      else this.#counts.delete(top.item);
    }
    return NEVER;
  }

  /** What is due by then, in no order. */
  due(at: number): T[] {
    const found: T[] = [];
    while (this.next() <= at) {
      const top = this.#pop();
      if (top === undefined) break;
      this.#counts.delete(top.item);
      found.push(top.item);
    }
    for (const item of found) this.note(item);
    return found;
  }

  #add(item: T, time: number): void {
    const entry = { item, time };
    this.#counts.set(item, entry);
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || parent.time <= time) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  #pop(): Entry<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = heap[left + 1];
      const below = right !== undefined && right.time < (heap[left]?.time ?? NEVER) ? left + 1 : left;
      const child = heap[below];
      if (child === undefined || child.time >= last.time) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }

  #clean(): void {
    const counting = [...this.#counts.values()];
    this.#heap = counting.sort((one, other) => one.time - other.time);
  }
}
