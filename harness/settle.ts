import type { Fate } from "../judge/model.ts";
import type { Connection } from "./connection.ts";
import type { Scope } from "./scope.ts";

/**
 * Waits, after a body that passed, for what it started and never awaited: running exchanges, refusals and pushes that
 * are owed on connections that are still open. What misses its deadline meanwhile is a violation like any other.
 * Bounded by the tool's patience; what then is still running (a stream without end) is left as it is. What a body
 * cut or closed is nobody's debt.
 */
export async function settleDebts(scope: Scope): Promise<void> {
  if (!owesAnything(scope)) return;
  await scope.wait({
    ready: () => (owesAnything(scope) ? undefined : true),
    limitMs: scope.ground.config.patienceMs,
    owed: () => false,
    late: () => true,
  });
}

function owesAnything({ connections, judge }: Scope): boolean {
  const open = connections.filter((connection) => connection.open);
  if (open.some(hasRunning)) return true;
  const ids = new Set(open.map(({ id }) => id));
  return judge.pushes().some(({ connection, phase }) => phase === "owed" && ids.has(connection));
}

function hasRunning({ scope, sent, settled }: Connection): boolean {
  return sent.some((frame) => !settled.has(frame) && isRunning(scope.judge.fate(frame)));
}

function isRunning(fate: Fate): boolean {
  if (fate.kind === "exchange") return fate.exchange.phase === "running";
  return fate.kind === "refusal" && fate.refusal.phase === "owed";
}
