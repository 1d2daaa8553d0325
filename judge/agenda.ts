/** When one thing is due, as far as its agenda knows; stale where the thing has another one by now. */
export interface Entry<T> {
  readonly item: T;
  readonly time: number;
}

/** What an agenda can hold. The thing keeps its own entry, so that nobody has to look for it: one agenda each. */
export interface Scheduled<T> {
  /** The entry that counts; its time is never later than the true one. Null: it is due at no time. */
  entry: Entry<T> | null;
}

/** Stale entries that may pile up before they are thrown out together. */
const SPARE = 64;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Which of many things is due first, though their times change: a heap that looks a time up again only when its turn
 * has come. What becomes due later needs no word; what becomes due earlier has to be noted.
 */
export class Agenda<T extends Scheduled<T>> {
  readonly #timeOf: (item: T) => number;
  #heap: Entry<T>[] = [];
  /** How many of the entries count. */
  #size = 0;

  constructor(timeOf: (item: T) => number) {
    this.#timeOf = timeOf;
  }

  /** The thing is new, or may be due earlier than before. */
  note(item: T): void {
    const time = this.#timeOf(item);
    if (time >= (item.entry?.time ?? NEVER)) return;
    this.#add(item, time);
    if (this.#heap.length > 2 * this.#size + SPARE) this.#clean();
  }

  forget(item: T): void {
    if (item.entry === null) return;
    item.entry = null;
    this.#size -= 1;
  }

  /** Nothing is due before this time: what `next` gives, or earlier. */
  soonest(): number {
    return this.#heap[0]?.time ?? NEVER;
  }

  /** The earliest time; `Infinity` for none. */
  next(): number {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      const { item } = top;
      const counts = item.entry === top;
      const time = counts ? this.#timeOf(item) : NEVER;
      if (counts && time === top.time) return time;
      this.#pop();
      if (!counts) continue;
      if (time < NEVER) this.#add(item, time);
      else this.forget(item);
    }
    return NEVER;
  }

  /** What is due by then, in no order. */
  due(at: number): T[] {
    const found: T[] = [];
    while (this.next() <= at) {
      const top = this.#pop();
      if (top === undefined) break;
      this.forget(top.item);
      found.push(top.item);
    }
    for (const item of found) this.note(item);
    return found;
  }

  #add(item: T, time: number): void {
    const entry = { item, time };
    if (item.entry === null) this.#size += 1;
    item.entry = entry;
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
    const counting = this.#heap.filter((entry) => entry.item.entry === entry);
    this.#heap = counting.sort((one, other) => one.time - other.time);
  }
}
