import type { NotReachedFunction, ScenarioFunction } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { perform } from "./perform.ts";
import { type Job, jobOf, scheduler } from "./scheduler.ts";
import { attachFacts } from "./test-facts.ts";
import { testName } from "./test-name.ts";
import type { Target } from "./ground.ts";

/**
 * A property `asyncproof` of the callback: the same body before another service, with or without Mocha. One target is
 * one service: what is known of its health stays with the object.
 */
export interface Portable {
  readonly against: (target: Target, test: Mocha.Runnable) => Promise<Outcome>;
}

/** The `scenario` of one contract. */
export function scenarioOf(lock: URL): ScenarioFunction {
  return (options, body) => {
    const job: Job = {
      exclusive: options.exclusive === true,
      run: (test) => perform({ lock, options, body, target: null }, testName(test)),
    };
    const callback = async function (this: Mocha.Context): Promise<void> {
      const test = runnableOf(this);
      const facts = attachFacts(test, options.covers);
      this.timeout(0);
      const outcome = await scheduler().demand(job, test);
      if (outcome.kind === "failed") facts.rule = outcome.rule;
      if (outcome.kind === "pending") facts.pendingReason = outcome.reason;
      conclude(this, outcome);
    };
    jobOf.set(callback, job);
    const against = (target: Target, test: Mocha.Runnable): Promise<Outcome> =>
      perform({ lock, options, body, target }, testName(test));
    return Object.assign(callback, { asyncproof: { against } satisfies Portable });
  };
}

/** A planned test that can't be run: pending, with its reason. */
export const notReached: NotReachedFunction = ({ covers, reason, because }) =>
  function (this: Mocha.Context): void {
    attachFacts(runnableOf(this), covers).pendingReason = `${reason}: ${because}`;
    this.skip();
  };

function conclude(context: Mocha.Context, outcome: Outcome): void {
  if (outcome.kind === "failed") throw outcome.error;
  if (outcome.kind === "pending") context.skip();
}

function runnableOf({ test }: Mocha.Context): Mocha.Runnable {
  if (test === undefined) throw new Error("a scenario runs as the callback of Mocha's `it`");
  return test;
}
