// Loads every AsyncAPI document of a folder and says what became of its operations.
//   node scripts/corpus.mjs FOLDER [--all] [--verbose] [--min PERCENT]
// --all: also documents that name no WebSocket, as with --url. Exit code 1 where a document that names one gives an
// error, or keeps less than PERCENT (90) of its operations. Needs a build (npm run build).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadContract } from "../dist/contract/index.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    min: { type: "string", default: "90" },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write("usage: node scripts/corpus.mjs FOLDER [--all] [--verbose] [--min PERCENT]\n");
  process.exit(2);
}

const documents = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(ya?ml|json)$/.test(name) && isDocument(join(folder, name)))
  .sort();
let failed = 0;
for (const name of documents) failed += await tried(name);
process.stdout.write(`${documents.length} documents, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** Tells of one document; 1 where it fails. */
async function tried(name) {
  const start = performance.now();
  try {
    const { operations, warnings } = await loadContract(name, {
      cwd: folder,
      root: ".",
      located: values.all,
    });
    const { declared, elsewhere, leftOut } = operations;
    const here = declared - elsewhere;
    const ms = Math.round(performance.now() - start);
    const codes = [...new Set(warnings.map(({ code }) => code))].join(" ");
    const few = here > 0 && ((here - leftOut) / here) * 100 < Number(values.min);
    process.stdout.write(
      `${few ? "FEW " : "ok  "} ${name}  ${here - leftOut}/${here} operations` +
        `${elsewhere > 0 ? ` (${elsewhere} elsewhere)` : ""}, ${warnings.length} findings, ${ms} ms  ${codes}\n`,
    );
    if (values.verbose)
      for (const { code, message, where } of warnings)
        process.stdout.write(`       ${where.file}:${where.line}:${where.column} ${code} ${message}\n`);
    return few ? 1 : 0;
  } catch (error) {
    const code = error?.code ?? "FAULT";
    const expected = code === "NO-WEBSOCKET";
    process.stdout.write(`${expected ? "none" : "FAIL"} ${name}  ${code}: ${error?.message}\n`);
    if (values.verbose && !expected) process.stdout.write(`       ${error?.stack}\n`);
    return expected ? 0 : 1;
  }
}

function isDocument(path) {
  return /^\s*["']?asyncapi["']?\s*:/m.test(readFileSync(path, "utf8").slice(0, 4000));
}
