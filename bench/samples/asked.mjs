// Asks a worker, and ends it when the answer takes too long.
import { Worker } from "node:worker_threads";

/** By the clock, for what waits without an end. */
const DEADLINE_MS = 60_000;
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
    const begun = { clock: performance.now(), cpu: cpuMs() };
    const timer = setInterval(() => {
      const late = performance.now() - begun.clock > DEADLINE_MS;
      if (late || cpuMs() - begun.cpu > limitMs) settle(() => resolve(null));
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
