import type { Connection } from "./connection.ts";
import { NotReached } from "./not-reached.ts";
import { deniedUnshown } from "./unshown.ts";

/**
 * Why a test can't go on, where the service has closed the connection and broke no promise by it: a code that the
 * document allows, and a test that did not ask for the close. Null where that is not why; then the test itself errs.
 * `what` could not be done any more: `ping was sent`.
 */
export function endedBefore(connection: Connection, what: string): NotReached | null {
  const { scope, id, closed, closeSeen } = connection;
  if (scope.broken !== null || closed === null || closed.by !== "server" || closeSeen) return null;
  const denied = deniedUnshown(connection, closed.code);
  if (denied !== null) return denied;
  return new NotReached(
    "ended before",
    `the service closed ${id} with ${closed.code}, which breaks no promise, before ${what}`,
  );
}

/**
 * Throws NotReached where the service has said by its close that it stops: that nothing came from then on shows
 * nothing.
 */
export function checkNotStopped(connection: Connection, what: string): void {
  const { scope, id } = connection;
  const because = scope.judge.connection(id)?.stopped === true ? endedBefore(connection, what) : null;
  if (because !== null) throw because;
}
