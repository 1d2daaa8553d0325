import { ToolError } from "../contract/tool-error.ts";
import { disposeAll } from "./dispose.ts";
import { type Ground, groundBefore, groundOf, type Target } from "./ground.ts";
import { aboutOf } from "./handshake-request.ts";
import { callHook } from "./hooks.ts";
import type { ScenarioOptions, Service } from "./model.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { scheduler } from "./scheduler.ts";
import { Scope } from "./scope.ts";
import { serviceOf } from "./service.ts";
import { settleDebts } from "./settle.ts";
import type { TestName } from "./test-name.ts";
import { ContractViolation } from "./violation-error.ts";

/** One scenario, ready to be performed. */
export interface Performance {
  readonly lock: URL;
  readonly options: ScenarioOptions;
  readonly body: (service: Service) => Promise<void>;
  /** Null: the service that is configured. */
  readonly target: Target | null;
}

/** Runs one scenario to its end, with the hooks around it. Never rejects; leaves no socket and no timer behind. */
export async function perform(performance: Performance, test: TestName): Promise<Outcome> {
  const { lock, target } = performance;
  let ground: Ground;
  try {
    ground = await (target === null ? groundOf(lock) : groundBefore(target, lock));
  } catch (error) {
    return outcomeOf(error, null);
  }
  return performOn(ground, performance, test);
}

/** The same where the ground is laid. */
export async function performOn(
  ground: Ground,
  act: Pick<Performance, "options" | "body">,
  test: TestName,
): Promise<Outcome> {
  const othersCome = !act.options.exclusive && scheduler().most > 1;
  const scope = new Scope(ground, test, othersCome);
  const outcome = await played(act, scope);
  try {
    await callAfter(scope);
  } catch (error) {
    // A broken promise is one, whatever comes after it.
    return outcome.kind === "failed" ? outcome : outcomeOf(error, null);
  }
  return outcome;
}

async function callAfter({ ground, title, connections }: Scope): Promise<void> {
  for (const { request } of connections)
    await callHook(ground, "afterConnection", { test: title, ...aboutOf(ground, request) });
  await callHook(ground, "afterEach", { test: title });
}

async function played(
  { options, body }: Pick<Performance, "options" | "body">,
  scope: Scope,
): Promise<Outcome> {
  try {
    await callHook(scope.ground, "beforeEach", { test: scope.title });
    await bounded(scope, body(serviceOf(scope)));
    await settleDebts(scope);
    scope.end();
    scope.check();
    if (scope.answers === 0) throw nothingTested();
    if (scope.declined !== null) return { kind: "pending", reason: `needs example: ${scope.declined}` };
    const open = options.unspecified ?? scope.leftOpen;
    return open === null ? { kind: "passed" } : { kind: "pending", reason: `unspecified: ${open}` };
  } catch (error) {
    tellUnmet(scope, error);
    scope.end();
    return outcomeOf(error, scope);
  } finally {
    await disposeAll(scope);
  }
}

/** How many times the tool's patience a whole body may last: each of its waits has a limit of its own. */
const MOST_PATIENCE = 20;

/** The body, with a limit: Mocha's own is switched off, because it would leave the sockets open. */
async function bounded(scope: Scope, body: Promise<void>): Promise<void> {
  const { patienceMs, maxWaitMs } = scope.ground.config;
  const limitMs = MOST_PATIENCE * patienceMs + 2 * maxWaitMs;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`the scenario did not end within ${limitMs} ms`);
      scope.abort(error);
      reject(error);
    }, limitMs);
  });
  try {
    await Promise.race([body, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** An expectation that failed without the judge is a verdict too: reports show it. */
function tellUnmet(scope: Scope, error: unknown): void {
  if (error instanceof ContractViolation && scope.broken === null) scope.report(error.violation);
}

function nothingTested(): ToolError {
  return new ToolError(
    "NOTHING-TESTED",
    "this scenario made no connection, or the service said nothing to it",
    {
      hint: "a test that shows nothing must not pass: connect, and await what comes",
    },
  );
}
