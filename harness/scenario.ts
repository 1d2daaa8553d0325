import { channelOf } from "./channel-of.ts";
import type {
  MochaCallback,
  NotReachedFunction,
  ScenarioFunction,
  ScenarioOptions,
  Service,
} from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { perform } from "./perform.ts";
import { type Job, jobOf, scheduler } from "./scheduler.ts";
import { attachFacts } from "./test-facts.ts";
import { type TestName, testName } from "./test-name.ts";
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
  const scenario = (options: ScenarioOptions, body: (service: Service) => Promise<void>): MochaCallback =>
    callbackOf(options, (target, test) => perform({ lock, options, body, target }, test));
  const property: ScenarioFunction["property"] = (options, any, body) =>
    callbackOf(options, async (target, test) => {
      const { performProperty } = await import("./property.ts");
      return performProperty({ lock, options, any, body, target }, test);
    });
  return Object.assign(scenario, { property });
}

type Play = (target: Target | null, test: TestName) => Promise<Outcome>;

function callbackOf({ covers, exclusive = false }: ScenarioOptions, play: Play): MochaCallback {
  const job: Job = { exclusive, run: (test) => play(null, testName(test)) };
  const callback = async function (this: Mocha.Context): Promise<void> {
    const test = runnableOf(this);
    const facts = attachFacts(test, covers);
    this.timeout(0);
    const outcome = await scheduler().demand({ job, test, channel: channelOf(test) });
    if (outcome.kind === "failed") facts.rule = outcome.rule;
    if (outcome.kind === "pending") facts.pendingReason = outcome.reason;
    conclude(this, outcome);
  };
  jobOf.set(callback, job);
  const against: Portable["against"] = (target, test) => play(target, testName(test));
  return Object.assign(callback, { asyncproof: { against } satisfies Portable });
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
