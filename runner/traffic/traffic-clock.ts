import type { Hearing, Recorder } from "../../traffic/index.ts";

export type Recording = Recorder;

/** The time of a proxy, and what has to be done because it passes. */
export interface TrafficClock extends Disposable {
  /** Milliseconds since the start, to the microsecond. */
  now(): number;
  /** The next deadline may have changed. */
  arm(): void;
  stop(): void;
}

const LONGEST_TIMER = 2 ** 31 - 1;
/** So long may a recorded event wait to be written. */
const FLUSH_MS = 500;

/**
 * Tells the judge when a deadline is over, and writes what was recorded now and then. `told` resolves when everything
 * that has come was told: what came in time is not late because it took its time to be read.
 */
export function trafficClock(
  hearing: Hearing,
  recorder: Recording | null,
  told: () => Promise<void>,
): TrafficClock {
  const started = performance.now();
  // As recorded: a recording has to lead to the same verdicts.
  const now = (): number => Math.round((performance.now() - started) * 1000) / 1000;
  let timer: NodeJS.Timeout | null = null;
  let due = Number.POSITIVE_INFINITY;
  let over = false;
  const arm = (): void => {
    const next = hearing.deadline();
    // A timer that is set too early sets itself again: cheaper than a new one for each frame.
    if (over || next >= due || next === Number.POSITIVE_INFINITY) return;
    if (timer !== null) clearTimeout(timer);
    due = next;
    timer = setTimeout(
      () => {
        timer = null;
        due = Number.POSITIVE_INFINITY;
        const at = now();
        void told().then(() => {
          if (over) return;
          if (hearing.deadline() <= at) hearing.tick(at);
          arm();
        });
      },
      Math.min(LONGEST_TIMER, Math.max(0, Math.ceil(next - now()))),
    );
  };
  const flush = setInterval(() => recorder?.flush(), FLUSH_MS);
  const stop = (): void => {
    over = true;
    if (timer !== null) clearTimeout(timer);
    clearInterval(flush);
  };
  return { now, arm, stop, [Symbol.dispose]: stop };
}
