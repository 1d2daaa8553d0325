/** Takes back a call that was put off. May be called twice, and after the call. */
export type Cancel = () => void;

/** Calls put off, all of which can be taken back at once: nothing of a stopped stub fires or keeps the process alive. */
export interface Timers {
  /** Calls once after `ms`; with 0 in the next turn of the event loop. After `stop` nothing is called. */
  after(ms: number, call: () => void): Cancel;
  stop(): void;
}

export function createTimers(): Timers {
  const pending = new Set<Cancel>();
  let stopped = false;
  return {
    after: (ms, call) => {
      if (stopped) return () => undefined;
      const cancel = putOff(ms, () => {
        pending.delete(takeBack);
        call();
      });
      const takeBack = (): void => {
        pending.delete(takeBack);
        cancel();
      };
      pending.add(takeBack);
      return takeBack;
    },
    stop: () => {
      stopped = true;
      for (const takeBack of [...pending]) takeBack();
    },
  };
}

/** Node's timers wrap to 1 ms beyond 2^31-1: a longer wait is cut to that (24 days). */
const LONGEST_MS = 2 ** 31 - 1;

function putOff(ms: number, call: () => void): Cancel {
  if (ms <= 0) {
    const immediate = setImmediate(call);
    return () => clearImmediate(immediate);
  }
  const timeout = setTimeout(call, Math.min(ms, LONGEST_MS));
  return () => clearTimeout(timeout);
}
