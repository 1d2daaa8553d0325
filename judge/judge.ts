import type { FrameReader } from "../contract/frame.ts";
import type { Contract } from "../contract/model.ts";
import { createClock } from "./clock.ts";
import { NO_TALLY } from "./tally/coverage-tally.ts";
import { dispatch, endOf } from "./events.ts";
import { type FateRecord, fateOf } from "./fate.ts";
import { createLedger } from "./ledger.ts";
import type { FrameId, Judge, JudgeOptions } from "./model.ts";
import { owes } from "./owing.ts";
import { newPushBook } from "./push/book.ts";
import type { Scope } from "./state.ts";

/** A judge for one scope of traffic over one contract. It has no clock: time is what the events say. */
export function createJudge(contract: Contract, reader: FrameReader, options: JudgeOptions): Judge {
  const { coverage = NO_TALLY } = options;
  const scope: Scope = {
    contract,
    reader,
    options,
    ledger: createLedger(coverage),
    coverage,
    connections: new Map(),
    pushes: newPushBook(contract),
    handshaken: false,
    stopping: false,
    wall: Number.NEGATIVE_INFINITY,
  };
  const fates = new Map<FrameId, FateRecord>();
  let last: { readonly frame: FrameId; readonly fate: FateRecord } | null = null;
  const clock = createClock(scope);
  let over = false;
  return {
    feed(event) {
      if (over) return [];
      scope.wall = event.wall ?? event.at;
      clock.expire(event.at, event.kind === "tick");
      if (event.kind === "end") {
        over = true;
        endOf(scope, event.at);
      } else if (event.kind === "stop") scope.stopping = true;
      else if (event.kind !== "tick") {
        const { connection, fate } = dispatch(scope, event);
        if (fate !== null && event.kind === "frame") {
          last = { frame: event.frame, fate };
          if (options.forgets !== true) fates.set(event.frame, fate);
        }
        clock.touched(connection);
      }
      return scope.ledger.drain();
    },
    deadline: () => (over ? Number.POSITIVE_INFINITY : clock.next()),
    fate(frame) {
      const record = last?.frame === frame ? last.fate : fates.get(frame);
      return record === undefined ? { kind: "none" } : fateOf(record);
    },
    connection: (id) => scope.connections.get(id)?.view,
    pushes: () =>
      scope.pushes.rounds.flatMap(({ state, owed }) => (state === "void" ? [] : [...owed.values()])),
    owes: (id) => !over && owes(scope, id),
    forget(id) {
      const connection = scope.connections.get(id);
      if (connection === undefined) return;
      scope.connections.delete(id);
      clock.forget(connection);
    },
  };
}
