import type { Outcome } from "./outcome.ts";

/** One scenario as the scheduler sees it. */
export interface Job {
  /** Beside which others it must not run: all, those of its channel, none. */
  readonly exclusive: boolean | "channel";
  readonly run: (test: Mocha.Runnable) => Promise<Outcome>;
}

/** A selected test and its job, in Mocha's order. */
export interface Planned {
  readonly job: Job;
  readonly test: Mocha.Runnable;
  /** The channel that it is about; "" where nobody can tell: then it may be any. */
  readonly channel: string;
}

/** The job behind a Mocha callback. */
export const jobOf: WeakMap<object, Job> = new WeakMap();

/**
 * Starts scenarios: the one that Mocha has come to, and ahead of it those that may run beside what runs, so that up to
 * `most` run at a time. Mocha still sees each test begin, end and fail in its own order. With `most` 1 nothing starts ahead.
 */
export class Scheduler {
  /** So many run at a time at most. */
  readonly most: number;
  #waiting: Planned[] = [];
  /** Is anything started ahead yet? */
  #ahead: boolean;
  readonly #started = new Map<Job, Promise<Outcome>>();
  readonly #running = new Map<Promise<Outcome>, Planned>();
  /** Mocha has come to it, and it does not run yet. */
  #next: Planned | null = null;

  /** `firstAlone`: nothing is started beside the first until a service has answered, or it is over. */
  constructor(most: number, { firstAlone = false }: { readonly firstAlone?: boolean } = {}) {
    this.most = most;
    this.#ahead = !firstAlone;
  }

  /** A service has answered a handshake. */
  answered(): void {
    if (this.#ahead) return;
    this.#ahead = true;
    this.#fill();
  }

  /** The tests that will run, in order. Without a plan nothing is started ahead. */
  plan(tests: readonly Planned[]): void {
    this.#waiting = [...tests];
  }

  /** The outcome of a job that Mocha has come to; starts it if nobody did. */
  async demand(planned: Planned): Promise<Outcome> {
    const { job } = planned;
    this.#waiting = this.#waiting.filter((one) => one.job !== job);
    const ahead = this.#started.get(job);
    this.#started.delete(job);
    if (ahead !== undefined) {
      this.#fill();
      return ahead;
    }
    // Nothing that is in its way is started any more.
    this.#next = planned;
    const inTheWay = [...this.#running].filter(([, one]) => areApart(one, planned));
    if (inTheWay.length > 0) await Promise.allSettled(inTheWay.map(([outcome]) => outcome));
    const outcome = this.#start(planned);
    this.#next = null;
    this.#fill();
    return outcome;
  }

  #start(planned: Planned): Promise<Outcome> {
    const outcome = planned.job.run(planned.test);
    this.#running.set(outcome, planned);
    const over = (): void => {
      this.#ahead = true;
      this.#running.delete(outcome);
      // Where the next one has to be alone too, it would only have to wait for what is started now.
      if (planned.job.exclusive !== true || this.#waiting[0]?.job.exclusive !== true) this.#fill();
    };
    outcome.then(over, over);
    return outcome;
  }

  #fill(): void {
    while (this.#ahead && this.#running.size < this.most) {
      const others = [...this.#running.values(), ...(this.#next === null ? [] : [this.#next])];
      const index = this.#waiting.findIndex(
        (one) => one.job.exclusive !== true && !others.some((other) => areApart(one, other)),
      );
      const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (next === undefined) return;
      this.#started.set(next.job, this.#start(next));
    }
  }
}

/** Must the two not run at the same time? */
function areApart(one: Planned, other: Planned): boolean {
  const kinds = [one.job.exclusive, other.job.exclusive];
  if (kinds.includes(true)) return true;
  if (!kinds.includes("channel")) return false;
  return one.channel === other.channel || one.channel === "" || other.channel === "";
}

let shared: Scheduler | null = null;

/** The scheduler of this process: `ASYNCPROOF_JOBS` scenarios at a time, 1 where it is not set. */
export function scheduler(): Scheduler {
  const jobs = Number(process.env["ASYNCPROOF_JOBS"] ?? 1);
  // A handshake that is dropped is a refusal where there is a service, else a sign that there is none.
  shared ??= new Scheduler(Number.isInteger(jobs) && jobs > 0 ? jobs : 1, { firstAlone: true });
  return shared;
}
