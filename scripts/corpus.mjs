// Loads every AsyncAPI document of a folder, generates its tests, compiles all of them, and runs each plan against the
// document's own stub.
//   npm run corpus -- FOLDER [--client PATTERN]... [--only PATTERN] [--load] [--json FILE] [--verbose]
// PATTERN is a part of a document's path. --client: documents written from the client's chair (--role client).
// --load: only reads them. Exit code 1 where a document that names a WebSocket gives no contract, keeps less than 90 %
// of its operations, does not compile, breaks a promise, or keeps less than 70 % of its positive tests.
// Needs a build (npm run build).
import { mkdir, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { compile } from "./corpus/compile.mjs";
import { documentsOf } from "./corpus/documents.mjs";
import { loaded } from "./corpus/load.mjs";
import { ran } from "./corpus/run.mjs";
import { faultsOf, lineOf, HEADING } from "./corpus/table.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    client: { type: "string", multiple: true, default: [] },
    only: { type: "string", default: "" },
    load: { type: "boolean", default: false },
    json: { type: "string", default: ".asyncproof/corpus.json" },
    verbose: { type: "boolean", default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write("usage: npm run corpus -- FOLDER [--client PATTERN]... [--only PATTERN] [--load]\n");
  process.exit(2);
}

const LANES = 2;
/** Inside the package, so that what is generated finds it. */
const out = resolve(".asyncproof/corpus");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const rows = [];
for (const [at, name] of documentsOf(folder).entries()) {
  if (!name.includes(values.only)) continue;
  const role = values.client.some((pattern) => name.includes(pattern)) ? "client" : null;
  const row = { name, role, out: `${out}/${at}`, ...(await loaded(folder, { name, role })) };
  rows.push(row);
  if (values.verbose) for (const line of row.findings) process.stdout.write(`${line}\n`);
}
if (!values.load) {
  const speaking = rows.filter(({ state }) => state === "loaded");
  const queue = speaking.values();
  await Promise.all(Array.from({ length: LANES }, () => lane(queue)));
  await compile(out, speaking);
}
process.stdout.write(`${HEADING}\n`);
for (const row of rows) process.stdout.write(`${lineOf(row)}\n`);
await mkdir(resolve(values.json, ".."), { recursive: true });
await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
const failed = rows.filter((row) => faultsOf(row).length > 0);
process.stdout.write(`${rows.length} documents, ${failed.length} failed\n`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Both lanes take from one queue. */
async function lane(queue) {
  for (const row of queue) {
    row.run = await ran(folder, row);
    process.stderr.write(`${lineOf(row)}\n`);
  }
}
