import type { Connection } from "./connection.ts";
import type { Scope } from "./scope.ts";

/** What a service gets that has once left a close unanswered, ms. Whether it answers is another test's matter. */
const SHORT_FAREWELL_MS = 50;

/**
 * Closes every socket of a scope: a close frame, and after a deadline the end of TCP. May be called twice. When it
 * resolves nothing of the scope is open: the next test meets a service that knows of no one left.
 */
export async function disposeAll({ connections }: Scope): Promise<void> {
  await Promise.all(connections.map(disposeOne));
}

async function disposeOne(connection: Connection): Promise<void> {
  if (!connection.upgradedAtAll || connection.refusedWith !== null) return connection.cut();
  connection.leave(1000);
  if (connection.closed === null && connection.failure === null) await farewell(connection);
  connection.cut();
}

/** Resolves when the connection is gone, or the service had its time. */
async function farewell({ gone, scope }: Connection): Promise<void> {
  const { health } = scope.ground;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      health.farewellMs = SHORT_FAREWELL_MS;
      resolve();
    }, health.farewellMs);
  });
  await Promise.race([gone, limit]);
  clearTimeout(timer);
}
