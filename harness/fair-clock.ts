/** How often the clock looks whether this process still turns, ms. */
const BEAT = 250;
/** The most that passes between two looks: of a longer stall only this much counts, ms. */
const MOST = 300;

/**
 * A monotonic clock in milliseconds that stands still while whoever keeps it is held up: what came meanwhile is no
 * delay of its sender. It has to be looked at by `beat` every 250 ms.
 */
export class FairClock {
  readonly #wall: () => number;
  #counted: number;
  #lookedAt: number;

  constructor(wall: () => number) {
    this.#wall = wall;
    this.#lookedAt = wall();
    this.#counted = this.#lookedAt;
  }

  now(): number {
    return this.#counted + Math.min(this.#wall() - this.#lookedAt, MOST);
  }

  beat(): void {
    this.set(this.now());
  }

  /** Goes on from this time. */
  set(now: number): void {
    this.#counted = now;
    this.#lookedAt = this.#wall();
  }
}

let clock: FairClock | null = null;
let turn: number | null = null;

/**
 * A monotonic clock in milliseconds that stands still while this process is held up (schemas that compile, a machine
 * that is too busy): what the service sent meanwhile waits in our socket, and is not the service's delay.
 */
export function fairNow(): number {
  clock ??= start();
  return clock.now();
}

/**
 * When this turn of the event loop began to read: what it reads was in our sockets by then, however long its work
 * takes.
 */
export function readingNow(): number {
  if (turn === null) {
    turn = fairNow();
    setImmediate(() => {
      turn = null;
    });
  }
  return turn;
}

/** Blocks this process for so many milliseconds, which do not count. */
export function standStill(ms: number): void {
  const before = fairNow();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  clock?.set(before);
}

function start(): FairClock {
  const started = new FairClock(() => performance.now());
  setInterval(() => started.beat(), BEAT).unref();
  return started;
}
