import { Unsatisfiable } from "../samples/index.ts";
import type { PropertyEnd, Shown } from "../samples/public.ts";
import { type Ground, groundBefore, groundOf } from "./ground.ts";
import { HeldEvents } from "./held-events.ts";
import { madeUp } from "./made-up.ts";
import type { AnyValue, ScenarioOptions, Service } from "./model.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { type Performance, performOn } from "./perform.ts";
import { brokenProperty } from "./property-told.ts";
import { scheduler } from "./scheduler.ts";
import type { TestName } from "./test-name.ts";
import { ContractViolation } from "./violation-error.ts";

/** One property, ready to be tried. */
export interface PropertyPerformance<T> extends Pick<Performance, "lock" | "target"> {
  readonly options: ScenarioOptions;
  readonly any: AnyValue<T>;
  readonly body: (service: Service, value: T) => Promise<void>;
}

/**
 * What all values together may take, ms, and each of many, where one scenario runs at a time: of several each has its
 * share of this process. A failure gets as much once more to be made smaller.
 */
const BUDGET_MS = 5000;
const BUDGET_PER_RUN_MS = 100;
/** Before a service that is not the user's (a stub with a fault) a few values are enough. */
const RUNS_ELSEWHERE = 8;
/** How often a property that takes long says that it is at work. */
const PROGRESS_MS = 1000;
/** A service that is gone breaks with every value: nothing would be made smaller, only less true. */
const UNSHRINKABLE: readonly string[] = ["SERVICE-DIED", "NO-HANDSHAKE"];

/** Tries a property with many values. Never rejects; leaves no socket and no timer behind. */
export async function performProperty<T>(property: PropertyPerformance<T>, test: TestName): Promise<Outcome> {
  const { lock, target } = property;
  try {
    const ground = await (target === null ? groundOf(lock) : groundBefore(target, lock));
    const most = target === null ? ground.config.runs : Math.min(RUNS_ELSEWHERE, ground.config.runs);
    return await new Trials(ground, property, test).check(most);
  } catch (error) {
    if (error instanceof Unsatisfiable) return { kind: "pending", reason: `needs example: ${error.message}` };
    return error instanceof Untold ? error.outcome : outcomeOf(error, null);
  }
}

/** How a run ended that says nothing about the service. */
class Untold extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super("the run could not tell");
    this.outcome = outcome;
  }
}

class Trials<T> {
  readonly #ground: Ground;
  readonly #property: PropertyPerformance<T>;
  readonly #test: TestName;
  #first: HeldEvents | null = null;
  #broken: { readonly error: ContractViolation; readonly events: HeldEvents } | null = null;
  #told = performance.now();
  #passed = 0;
  #pending: Outcome | null = null;

  constructor(ground: Ground, property: PropertyPerformance<T>, test: TestName) {
    this.#ground = ground;
    this.#property = property;
    this.#test = test;
  }

  async check(runs: number): Promise<Outcome> {
    // Loaded only here: fast-check takes longer than many a test.
    const samples = await import("../samples/public.ts");
    const { config, env } = this.#ground;
    const end = await samples.checkProperty(
      madeUp(samples, this.#ground, this.#property.any),
      (value) => this.#try(value, runs),
      {
        seed: config.seed,
        runs,
        path: env["ASYNCPROOF_PATH"] ?? "",
        budgetMs: Math.max(BUDGET_MS, runs * BUDGET_PER_RUN_MS) * scheduler().most,
      },
    );
    return this.#outcome(end, runs);
  }

  #outcome(end: PropertyEnd<T>, most: number): Outcome {
    (this.#broken?.events ?? this.#first)?.tell();
    if (end.kind === "broken" && this.#broken !== null) {
      const error = brokenProperty(this.#ground, this.#broken.error, { ...end, most });
      return { kind: "failed", error, rule: error.rule };
    }
    if (this.#passed === 0)
      return this.#pending ?? { kind: "pending", reason: "not steerable: no value could be tried in time" };
    const { unspecified } = this.#property.options;
    return unspecified === undefined
      ? { kind: "passed" }
      : { kind: "pending", reason: `unspecified: ${unspecified}` };
  }

  async #try(value: T, most: number): Promise<Shown> {
    if (this.#broken !== null && UNSHRINKABLE.includes(this.#broken.error.rule)) return { kind: "held" };
    const { options, body } = this.#property;
    const events = new HeldEvents(this.#ground.events);
    const outcome = await performOn(
      { ...this.#ground, events },
      { options: { covers: options.covers }, body: (service) => body(service, value) },
      this.#test,
    );
    this.#first ??= events;
    if (outcome.kind === "failed") return this.#failed(outcome, events);
    if (outcome.kind === "pending") this.#pending = outcome;
    else this.#passed += 1;
    this.#progress(most);
    return { kind: "held" };
  }

  #failed(outcome: Outcome & { readonly kind: "failed" }, events: HeldEvents): Shown {
    const { error, rule } = outcome;
    if (!(error instanceof ContractViolation)) {
      events.tell();
      throw new Untold(outcome);
    }
    if (this.#broken === null || this.#broken.error.rule === error.rule) this.#broken = { error, events };
    return { kind: "broken", as: rule };
  }

  #progress(most: number): void {
    const now = performance.now();
    if (now - this.#told < PROGRESS_MS) return;
    this.#told = now;
    this.#ground.events.write({ kind: "progress", test: this.#test.id, done: this.#passed, most });
    this.#ground.events.flush();
  }
}
