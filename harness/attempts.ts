import type { ExchangeView } from "../judge/model.ts";
import { NotReached } from "./not-reached.ts";
import type { Scope } from "./scope.ts";

/**
 * Runs the attempt until it gives true, `times` at most; then the test is notReached. An attempt that fails because
 * the exchange to be interrupted had ended by itself counts as false: that race nobody can steer.
 */
export async function repeatAttempts(
  scope: Scope,
  times: number,
  attempt: () => Promise<boolean>,
): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    scope.check();
    const before = exchangesOf(scope).length;
    try {
      if (await attempt()) return;
    } catch (error) {
      if (scope.broken !== null || !lostRace(exchangesOf(scope).slice(before))) throw error;
    }
  }
  throw new NotReached("not steerable", `${times} attempts, and the service was faster each time`);
}

function exchangesOf({ connections }: Scope): ExchangeView[] {
  return connections.flatMap((connection) => connection.exchanges);
}

/** An interrupting exchange failed, and one that it was to interrupt had come to its own end. */
function lostRace(exchanges: readonly ExchangeView[]): boolean {
  const targets = exchanges
    .filter(({ phase, operation }) => phase === "failed" && operation.interrupts.length > 0)
    .flatMap(({ operation }) => operation.interrupts);
  return exchanges.some(({ operation, phase }) => phase === "ended" && targets.includes(operation.name));
}
