/** The user's wish to stop. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
/** Nobody can tell. */
const IMPATIENT = 2;

/**
 * Takes SIGINT, SIGTERM and SIGHUP: the first aborts `signal`, so that everything is closed in order; the second ends
 * the process at once (what it started ends with it).
 */
export function interrupt(): Interrupt {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(IMPATIENT);
    controller.abort(name);
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
