/** Something that a test waits for. */
export interface Wait<T> {
  /** Asked at once and after every event; `undefined`: not yet. What it throws, the wait throws. */
  readonly ready: () => T | undefined;
  /** Milliseconds until the wait is over, unless `owed` says that the judge's own deadline will decide. */
  readonly limitMs: number;
  readonly owed: () => boolean;
  /** What to do at the end of the limit: gives a value or throws. */
  readonly late: () => T;
}

/** How many limits a wait may last while the judge still owes a decision: a stream that never ends does end here. */
const MOST_LIMITS = 12;

interface Pending {
  readonly check: (now: number) => boolean;
  readonly reject: (error: Error) => void;
  deadline: number;
}

/** The pending waits of one scenario. They are woken by events and by one timer, never by polling. */
export class Waits {
  readonly #pending = new Set<Pending>();
  #over: Error | null = null;

  /** Rejects every pending wait, and every later one, with this error. */
  rejectAll(error: Error): void {
    this.#over ??= error;
    for (const pending of this.#pending) pending.reject(this.#over);
    this.#pending.clear();
  }

  /** Asks every wait again: to be called after each event and at each deadline. */
  wake(now: number): void {
    for (const pending of this.#pending) if (pending.check(now)) this.#pending.delete(pending);
  }

  /** Time of the next deadline; `Infinity` when nothing waits. */
  deadline(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const pending of this.#pending) earliest = Math.min(earliest, pending.deadline);
    return earliest;
  }

  add<T>(wait: Wait<T>, now: number): Promise<T> {
    if (this.#over !== null) return handled(Promise.reject(this.#over));
    const { promise, resolve, reject } = withResolvers<T>();
    const lastly = now + MOST_LIMITS * wait.limitMs;
    const pending: Pending = {
      deadline: now + wait.limitMs,
      reject,
      check: (at) => settle(wait, { resolve, reject, pending, lastly }, at),
    };
    if (!pending.check(now)) this.#pending.add(pending);
    return handled(promise);
  }
}

interface Settling<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
  readonly pending: Pending;
  readonly lastly: number;
}

/** True when the wait is over. */
function settle<T>(wait: Wait<T>, { resolve, reject, pending, lastly }: Settling<T>, now: number): boolean {
  try {
    const value = wait.ready();
    if (value !== undefined) resolve(value);
    else if (now < pending.deadline) return false;
    else if (wait.owed() && now < lastly) {
      pending.deadline = Math.min(lastly, now + wait.limitMs);
      return false;
    } else resolve(wait.late());
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)));
  }
  return true;
}

/** Keeps a promise that a test never awaits from ending the process when it is rejected: the scenario fails anyway. */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
