import { arrivedNames, nothingCame } from "./arrived.ts";
import { failScenario } from "./broken-promise.ts";
import type { Connection } from "./connection.ts";
import { idleMs } from "./idle-limit.ts";
import type { CloseResult } from "./model.ts";
import { NotReached } from "./not-reached.ts";
import { remembered } from "./origin.ts";

/**
 * Sends a close frame and waits for the server's answer. The judge says NO-CLOSE when none comes, or when TCP ends
 * without one.
 */
export async function closeCleanly(connection: Connection, code: number): Promise<CloseResult> {
  const { scope } = connection;
  scope.check();
  connection.leave(code);
  const result = await scope.wait({
    ready: () => connection.closed ?? undefined,
    limitMs: scope.ground.config.patienceMs,
    owed: () => scope.judge.owes(connection.id),
    late: () => {
      throw nothingCame(connection, "the answer to the close frame");
    },
  });
  return noted(connection, result);
}

/**
 * Waits for the server's close. NO-CLOSE when it does not come; the judge knows the deadline where one is declared. How
 * long a service waits for the answer of a client that gives none is never declared: there it is notReached.
 */
export async function waitForServerClose(connection: Connection): Promise<CloseResult> {
  const { scope, channel } = connection;
  scope.check();
  checkWorthWaiting(connection);
  const { patienceMs, maxWaitMs } = scope.ground.config;
  const { answers } = connection.request;
  const limitMs = answers ? patienceMs + idleSlackMs(connection) : Math.min(patienceMs, maxWaitMs);
  const result = await scope.wait({
    ready: () => connection.closed ?? undefined,
    limitMs,
    owed: () => scope.judge.owes(connection.id),
    late: () => {
      if (!answers)
        throw new NotReached("longer than max-wait", `a missing answer was not refused within ${limitMs} ms`);
      throw failScenario(connection, {
        rule: "NO-CLOSE",
        place: channel.idle.kind === "close" ? channel.idle.place : channel.place,
        summary: `the service did not close ${connection.id}`,
        promised: `a close, within ${limitMs} ms (the tool's patience)`,
        got: arrivedNames(connection.received),
      });
    },
  });
  return noted(connection, result);
}

/** Waits for the close that a frame of no text brings. NO-CLOSE when it does not come within the tool's patience. */
export async function waitForFailure(connection: Connection): Promise<CloseResult> {
  const { scope, channel } = connection;
  const limitMs = scope.ground.config.patienceMs;
  const result = await scope.wait({
    ready: () => connection.closed ?? undefined,
    limitMs,
    owed: () => false,
    late: () => {
      throw failScenario(connection, {
        rule: "NO-CLOSE",
        place: channel.place,
        summary: `a text frame that is no UTF-8 did not close ${connection.id}`,
        promised: `a close with 1007 (RFC 6455, 8.1), within ${limitMs} ms (the tool's patience)`,
        got: arrivedNames(connection.received),
      });
    },
  });
  return noted(connection, result);
}

/** An idle close has its own deadline, and the judge knows it: the tool's patience begins after it. */
function idleSlackMs(connection: Connection): number {
  const idle = idleMs(connection);
  return idle === null ? 0 : idle + Math.max(2000, idle / 5);
}

/** Throws NotReached where only an idle limit can bring the close, and it is longer than anybody wants to wait. */
function checkWorthWaiting(connection: Connection): void {
  const { maxWaitMs } = connection.scope.ground.config;
  const idle = idleMs(connection);
  if (connection.over || idle === null || idle <= maxWaitMs) return;
  if (connection.fates.some((fate) => fate.kind === "refusal" && fate.refusal.phase === "owed")) return;
  throw new NotReached("longer than max-wait", `the idle limit is ${idle} ms, max-wait is ${maxWaitMs} ms`);
}

function noted(connection: Connection, result: CloseResult): CloseResult {
  connection.closeSeen = true;
  return remembered(result, { connection, place: connection.channel.place, operation: null });
}
