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

/** When something is due on a connection; `turn` says who comes first of those that are due at once. */
interface Due {
  readonly at: number;
  readonly turn: number;
}

export function createClock(scope: Scope): Clock {
  const deadlines = new Map<Connection, Due>();
  const agenda = new Agenda<Connection>((connection) => deadlines.get(connection)?.at ?? NEVER);
  let turns = 0;
  const clock: Clock = {
    next: () => Math.min(agenda.next(), pushDeadline(scope.pushes)),
    expire(at, inclusive) {
      for (let due = clock.next(); inclusive ? due <= at : due < at; due = clock.next()) {
        if (due === NEVER) return;
        expirePushes(scope, (deadline) => deadline <= due);
        const turnOf = (connection: Connection): number => deadlines.get(connection)?.turn ?? 0;
        const all = agenda.due(due).map((connection) => ({ connection, turn: turnOf(connection) }));
        for (const { connection } of all.sort((one, other) => one.turn - other.turn)) {
          expireConnection({ scope, connection, at: due });
          clock.touched(connection);
        }
      }
    },
    touched(connection) {
      const known = deadlines.get(connection);
      const at = connectionDeadline(scope, connection);
      if (at === known?.at) return;
      if (at === NEVER) {
        deadlines.delete(connection);
        return;
      }
      turns += 1;
      deadlines.set(connection, { at, turn: known?.turn ?? turns });
      agenda.note(connection);
    },
    forget(connection) {
      deadlines.delete(connection);
      agenda.forget(connection);
    },
  };
  return clock;
}
