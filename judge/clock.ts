import { Agenda } from "./agenda.ts";
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
  const agenda = new Agenda<Connection>(({ dueAt }) => dueAt);
  let turns = 0;
  const clock: Clock = {
    next: () => Math.min(agenda.next(), pushDeadline(scope.pushes)),
    expire(at, inclusive) {
      // Hardly ever is anything due at an event, and each asks.
      if (agenda.soonest() > at && scope.pushes.due.size === 0) return;
      for (let due = clock.next(); inclusive ? due <= at : due < at; due = clock.next()) {
        if (due === NEVER) return;
        expirePushes(scope, (deadline) => deadline <= due);
        const all = agenda.due(due).map((connection) => ({ connection, turn: connection.dueTurn }));
        for (const { connection } of all.sort((one, other) => one.turn - other.turn)) {
          expireConnection({ scope, connection, at: due });
          clock.touched(connection);
        }
      }
    },
    touched(connection) {
      const at = connectionDeadline(scope, connection);
      if (at === connection.dueAt) return;
      if (connection.dueAt === NEVER) {
        turns += 1;
        connection.dueTurn = turns;
      }
      connection.dueAt = at;
      if (at < NEVER) agenda.note(connection);
    },
    forget(connection) {
      connection.dueAt = NEVER;
      agenda.forget(connection);
    },
  };
  return clock;
}
