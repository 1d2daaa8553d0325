import type { Connection } from "./connection.ts";
import type { Scope } from "./scope.ts";

/** How long a service gets to answer the closes at the end of a test, ms. Whether it answers is another test's matter. */
const FAREWELL_MS = 500;

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
  if (connection.closed === null && connection.failure === null) await within(connection.gone, FAREWELL_MS);
  connection.cut();
}

/** Resolves with the promise, or after the limit. */
async function within(promise: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([promise, limit]);
  clearTimeout(timer);
}
