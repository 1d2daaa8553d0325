/** How often the clock looks whether this process still turns, ms. */
const BEAT = 250;
/** The most that passes between two looks: of a longer stall only this much counts, ms. */
const MOST = 1000;

let counted = 0;
let lookedAt = 0;
let running = false;

/**
 * A monotonic clock in milliseconds that stands still while this process is held up for long (schemas that compile, a
 * machine that is too busy): what the service sent meanwhile waits in our socket, and is not the service's delay.
 */
export function fairNow(): number {
  if (!running) start();
  return counted + Math.min(performance.now() - lookedAt, MOST);
}

function start(): void {
  running = true;
  counted = performance.now();
  lookedAt = counted;
  setInterval(() => {
    counted = fairNow();
    lookedAt = performance.now();
  }, BEAT).unref();
}

/** Blocks this process for so many milliseconds, which do not count. */
export function standStill(ms: number): void {
  const before = fairNow();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  counted = before;
  lookedAt = performance.now();
}
