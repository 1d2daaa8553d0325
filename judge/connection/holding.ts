import type { Moment } from "../state.ts";

/** The client of this connection stops reading: nothing is late here until it reads again. */
export function hold({ connection, at }: Moment): void {
  connection.heldAt ??= at;
}

/** It reads again: every deadline that ran meanwhile is later by that time. */
export function release({ connection, at }: Moment): void {
  const { heldAt, exchanges, refusals } = connection;
  if (heldAt === null) return;
  connection.heldAt = null;
  for (const exchange of exchanges) {
    exchange.lastAt += at - Math.max(heldAt, exchange.lastAt);
    exchange.stopAt += at - heldAt;
  }
  for (const refusal of refusals) refusal.deadlineAt += at - heldAt;
}
