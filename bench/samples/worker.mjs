// Makes samples of one schema at a time, in a thread of its own: what hangs is ended from outside.
import { parentPort, workerData } from "node:worker_threads";
import { MAKERS } from "./makers.mjs";

/** Of the whole process: nothing else runs in it while samples are made. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const maker = await MAKERS[workerData.maker]();

parentPort.on("message", async ({ entry, count }) => {
  const values = [];
  const times = [];
  let error = "";
  try {
    const start = cpuMs();
    const sample = await maker(entry);
    const prepared = cpuMs() - start;
    for (let index = 0; index < count; index += 1) {
      const begun = cpuMs();
      const value = await sample(index);
      times.push(cpuMs() - begun + (index === 0 ? prepared : 0));
      values.push(JSON.stringify(value) ?? "undefined");
    }
  } catch (thrown) {
    error = `${thrown?.name ?? "Error"}: ${thrown?.message ?? thrown}`;
  }
  parentPort.postMessage({ values, times, error });
});
parentPort.postMessage("ready");
