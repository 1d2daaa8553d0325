/** A place in the line of what came: what it says is told when everything before it was told. */
export interface Turn {
  say(tell: () => void): void;
  /** It has said everything. */
  over(): void;
}

interface Place extends Turn {
  next: Place | null;
  readonly held: (() => void)[];
  isOver: boolean;
}

/**
 * What was heard and not yet told, of all connections in the order in which it came. It is told when everything that
 * has come was passed on: nobody waits for the judge, and judging much at once costs less than each thing alone. What
 * is compressed takes its time to be read, and what came later waits for it: an effect is never told before its cause.
 */
export class Backlog {
  #waiting: ((turn: Turn) => void)[] = [];
  #first: Place | null = null;
  #last: Place | null = null;

  /** Comes in its turn, before any timer; it has to end the turn. */
  add(read: (turn: Turn) => void): void {
    this.#waiting.push(read);
    if (this.#waiting.length === 1) setImmediate(() => this.#readAll());
  }

  /** Told behind everything that has come, at once where nothing is left before it. */
  tell(tell: () => void): void {
    this.#readAll();
    const turn = this.#begin();
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
      for (const read of now) read(this.#begin());
    }
  }

  #begin(): Turn {
    const place: Place = {
      next: null,
      held: [],
      isOver: false,
      say: (tell) => {
        if (this.#first === place) tell();
        else place.held.push(tell);
      },
      over: () => {
        place.isOver = true;
        if (this.#first === place) this.#advance();
      },
    };
    if (this.#last === null) this.#first = place;
    else this.#last.next = place;
    this.#last = place;
    return place;
  }

  #advance(): void {
    while (this.#first?.isOver === true) {
      this.#first = this.#first.next;
      if (this.#first === null) this.#last = null;
      else for (const tell of this.#first.held.splice(0)) tell();
    }
  }
}
