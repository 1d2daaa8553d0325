import { correlationOf, sameCorrelation } from "../compose/correlation.ts";
import type { Connection } from "../connection.ts";
import type { Exchange, Request } from "./exchange.ts";

/**
 * The running exchange that a request ends: the one with its correlation; where the request's message declares none,
 * the youngest. Null where it interrupts nothing, or nothing of that kind runs.
 */
export function targetOf(connection: Connection, { operation, message, payload }: Request): Exchange | null {
  if (operation.interrupts.length === 0) return null;
  const running = [...connection.exchanges].filter((one) =>
    operation.interrupts.includes(one.operation.name),
  );
  if (message.correlation.length === 0) return running.at(-1) ?? null;
  const correlation = correlationOf(message, payload);
  return running.find((one) => sameCorrelation(one.correlation, correlation)) ?? null;
}

/** The running exchange of the same operation with the same id; null for none. */
export function duplicateOf(
  connection: Connection,
  { operation, message, payload }: Request,
): Exchange | null {
  if (connection.exchanges.size === 0) return null;
  const correlation = correlationOf(message, payload);
  if (correlation === null) return null;
  for (const one of connection.exchanges)
    if (one.operation === operation && sameCorrelation(one.correlation, correlation)) return one;
  return null;
}
