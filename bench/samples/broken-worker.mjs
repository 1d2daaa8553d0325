// Breaks one schema at a time, in a thread of its own: what hangs is ended from outside.
import { parentPort } from "node:worker_threads";
import { createSchemaChecker, resolveRef, tableOfSchema } from "../../dist/contract/index.js";
import { samplesIn } from "../../dist/samples/public.js";
import { secondFaults } from "../../dist/samples/second-faults.js";
import { sitesOf } from "./sites.mjs";

const MISFITS = [0, 1.5, "", "text", true, null, [], {}, [1, 1], -1e9];

/** What came of one schema; null for one that refuses nothing. */
function broken(entry) {
  const table = tableOfSchema(entry.schema, entry);
  const check = createSchemaChecker(table, { allErrors: true });
  const samples = samplesIn(table, table.name);
  samples.valid();
  const begun = process.cpuUsage();
  const values = samples.broken();
  const { user, system } = process.cpuUsage(begun);
  if (!MISFITS.some((value) => check(table.name, value).length > 0)) return null;
  const judged = values.map(({ value }) => ({ value, faults: check(table.name, value) }));
  const { open, silent } = sitesOf(table, table.name);
  const sites = open.map((place) => ({ place, besides: fewestBesides(table, judged, place) }));
  return { ms: (user + system) / 1000, values: values.length, sites, silent };
}

/** The fewest rules that a value breaks together with this one, by the measure of `Broken.besides`; null: it is not broken. */
function fewestBesides(table, judged, place) {
  const root = table.schemas[table.name];
  const all = judged.flatMap(({ value, faults }) =>
    faults
      .filter((fault) => fault.place === place)
      .map((fault) => secondFaults({ root, value, faults, resolve: (ref) => resolveRef(table, ref) }, fault)),
  );
  return all.reduce((best, one) => (best === null || one.length < best.length ? one : best), null);
}

parentPort.on("message", (entry) => {
  try {
    parentPort.postMessage({ result: broken(entry) });
  } catch (error) {
    parentPort.postMessage({ error: String(error.message).slice(0, 200) });
  }
});
parentPort.postMessage("ready");
