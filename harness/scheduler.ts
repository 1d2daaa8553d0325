import type { Outcome } from "./outcome.ts";

/** One scenario as the scheduler sees it. */
export interface Job {
  /** Must not run beside others. */
  readonly exclusive: boolean;
  readonly run: (test: Mocha.Runnable) => Promise<Outcome>;
}

/** A selected test and its job, in Mocha's order. */
export interface Planned {
  readonly job: Job;
  readonly test: Mocha.Runnable;
}

/** The job behind a Mocha callback. */
export const jobOf: WeakMap<object, Job> = new WeakMap();

/**
 * Starts scenarios: the one that Mocha has come to, and ahead of it shared ones, so that up to `most` run at a time.
 * Mocha still sees each test begin, end and fail in its own order. With `most` 1 nothing starts ahead.
 */
export class Scheduler {
  /** So many run at a time at most. */
  readonly most: number;
  #waiting: Planned[] = [];
  readonly #started = new Map<Job, Promise<Outcome>>();
  readonly #running = new Set<Promise<Outcome>>();
  /** An exclusive scenario runs or is about to. */
  #alone = false;

  constructor(most: number) {
    this.most = most;
  }

  /** The tests that will run, in order. Without a plan nothing is started ahead. */
  plan(tests: readonly Planned[]): void {
    this.#waiting = [...tests];
  }

  /** The outcome of a job that Mocha has come to; starts it if nobody did. */
  async demand(job: Job, test: Mocha.Runnable): Promise<Outcome> {
    this.#waiting = this.#waiting.filter((planned) => planned.job !== job);
    const ahead = this.#started.get(job);
    this.#started.delete(job);
    if (ahead !== undefined) {
      this.#fill();
      return ahead;
    }
    return job.exclusive ? this.#exclusive(job, test) : this.#shared(job, test);
  }

  #shared(job: Job, test: Mocha.Runnable): Promise<Outcome> {
    const outcome = this.#start(job, test);
    this.#fill();
    return outcome;
  }

  async #exclusive(job: Job, test: Mocha.Runnable): Promise<Outcome> {
    this.#alone = true;
    try {
      await Promise.allSettled(this.#running);
      return await this.#start(job, test);
    } finally {
      this.#alone = false;
      // Where the next one has to be alone too, it would only have to wait for what is started now.
      if (this.#waiting[0]?.job.exclusive !== true) this.#fill();
    }
  }

  #start(job: Job, test: Mocha.Runnable): Promise<Outcome> {
    const outcome = job.run(test);
    this.#running.add(outcome);
    const over = (): void => {
      this.#running.delete(outcome);
      this.#fill();
    };
    outcome.then(over, over);
    return outcome;
  }

  #fill(): void {
    while (!this.#alone && this.#running.size < this.most) {
      const index = this.#waiting.findIndex(({ job }) => !job.exclusive);
      const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (next === undefined) return;
      this.#started.set(next.job, this.#start(next.job, next.test));
    }
  }
}

let shared: Scheduler | null = null;

/** The scheduler of this process: `ASYNCPROOF_JOBS` scenarios at a time, 1 where it is not set. */
export function scheduler(): Scheduler {
  const jobs = Number(process.env["ASYNCPROOF_JOBS"] ?? 1);
  shared ??= new Scheduler(Number.isInteger(jobs) && jobs > 0 ? jobs : 1);
  return shared;
}
