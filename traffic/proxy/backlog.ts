/** A place in the line of what came: what it says is told when everything before it was told. */
export interface Turn {
  say(tell: () => void): void;
  /** It has said everything. */
  over(): void;
}

/** Who stands in line: places from the first to the last. */
class Line {
  first: Place | null = null;
  last: Place | null = null;

  enter(): Place {
    const place = new Place(this);
    if (this.last === null) this.first = place;
    else this.last.next = place;
    this.last = place;
    return place;
  }

  /** Those behind one that is over come forward. */
  advance(): void {
    while (this.first?.isOver === true) {
      this.first = this.first.next;
      if (this.first === null) this.last = null;
      else this.first.tellHeld();
    }
  }
}

class Place implements Turn {
  next: Place | null = null;
  isOver = false;
  readonly #line: Line;
  #held: (() => void)[] | null = null;

  constructor(line: Line) {
    this.#line = line;
  }

  say(tell: () => void): void {
    if (this.#line.first === this) tell();
    else {
      this.#held ??= [];
      this.#held.push(tell);
    }
  }

  over(): void {
    this.isOver = true;
    if (this.#line.first === this) this.#line.advance();
  }

  tellHeld(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const tell of held) tell();
  }
}

/**
 * What was heard and not yet told, of all connections in the order in which it came. It is told when everything that
 * has come was passed on: nobody waits for the judge, and judging much at once costs less than each thing alone. What
 * is compressed takes its time to be read, and what came later waits for it: an effect is never told before its cause.
 */
export class Backlog {
  #waiting: ((turn: Turn) => void)[] = [];
  readonly #line = new Line();

  /** Comes in its turn, before any timer; it has to end the turn. */
  add(read: (turn: Turn) => void): void {
    this.#waiting.push(read);
    if (this.#waiting.length === 1) setImmediate(() => this.#readAll());
  }

  /** Told behind everything that has come, at once where nothing is left before it. */
  tell(tell: () => void): void {
    this.#readAll();
    const turn = this.#line.enter();
    turn.say(tell);
    turn.over();
  }

  /** Everything that has come so far was told. */
  told(): Promise<void> {
    return new Promise((resolve) => this.tell(resolve));
  }

  #readAll(): void {
    while (this.#waiting.length > 0) {
      const now = this.#waiting;
      this.#waiting = [];
      for (const read of now) read(this.#line.enter());
    }
  }
}
