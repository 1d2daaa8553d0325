import { connectionDeadline, expireConnection, expirePushes } from "./deadlines.ts";
import { pushDeadline } from "./push/book.ts";
import type { Connection, Scope } from "./state.ts";

/** Knows what is due when; told about each connection that an event has touched. */
export interface Clock {
  /** The next time at which something is decided without an event. */
  next(): number;
  /** Decides what was due before `at`; with `inclusive` also what is due just then. */
  expire(at: number, inclusive: boolean): void;
  touched(connection: Connection): void;
  forget(connection: Connection): void;
}

const NEVER = Number.POSITIVE_INFINITY;

export function createClock(scope: Scope): Clock {
  const deadlines = new Map<Connection, number>();
  /** The earliest of them; `null`: to be worked out. */
  let soonest: number | null = NEVER;
  const clock: Clock = {
    next() {
      soonest ??= Math.min(NEVER, ...deadlines.values());
      return Math.min(soonest, pushDeadline(scope.pushes));
    },
    expire(at, inclusive) {
      for (let due = clock.next(); inclusive ? due <= at : due < at; due = clock.next()) {
        if (due === NEVER) return;
        expirePushes(scope, (deadline) => deadline <= due);
        for (const [connection, deadline] of [...deadlines]) {
          if (deadline > due) continue;
          expireConnection({ scope, connection, at: due });
          clock.touched(connection);
        }
      }
    },
    touched(connection) {
      const before = deadlines.get(connection) ?? NEVER;
      const after = connectionDeadline(scope, connection);
      if (after === NEVER) deadlines.delete(connection);
      else deadlines.set(connection, after);
      if (soonest !== null && after <= soonest) soonest = after;
      else if (before === soonest) soonest = null;
    },
    forget(connection) {
      if (deadlines.delete(connection)) soonest = null;
    },
  };
  return clock;
}
