// Asks a worker, and ends it when the answer takes too long.
import { Worker } from "node:worker_threads";

/** What does next to nothing for so long waits without an end: so little processor time, in so much of the clock's. */
const WAITS_MS = 60_000;
const IDLE_MS = 400;
const LOOK_MS = 100;

/** A worker (a file beside this one) that is ready. */
export function start(file, workerData = {}) {
  const worker = new Worker(new URL(file, import.meta.url), { workerData, stdout: true, stderr: true });
  return new Promise((resolve, reject) => {
    worker.once("message", () => resolve(worker));
    worker.once("error", reject);
  });
}

/**
 * The worker's answer; null where it takes longer than so much processor time. Measured by what the processor did for
 * this process, in which nothing else runs meanwhile: a machine that is busy otherwise makes nobody hang.
 */
export function ask(worker, question, limitMs) {
  return new Promise((resolve, reject) => {
    const begun = cpuMs();
    let looked = { clock: performance.now(), cpu: begun };
    const timer = setInterval(() => {
      const now = { clock: performance.now(), cpu: cpuMs() };
      const isLong = now.clock - looked.clock > WAITS_MS;
      const waits = isLong && now.cpu - looked.cpu < IDLE_MS;
      if (waits || now.cpu - begun > limitMs) settle(() => resolve(null));
      if (isLong) looked = now;
    }, LOOK_MS);
    const settle = (then) => {
      clearInterval(timer);
      worker.removeAllListeners("message");
      worker.removeAllListeners("error");
      then();
    };
    worker.once("message", (answer) => settle(() => resolve(answer)));
    worker.once("error", (error) => settle(() => reject(error)));
    worker.postMessage(question);
  });
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
