// npm run bench [-- NAME] [options]: runs bench/NAME.mjs, or all of them one after the other, after installing what is
// measured against. Exits with 1 where a gate is not met.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { oneTable } from "./table/one-table.mjs";
import { rowsOf } from "./table/rows.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const known = readdirSync(here)
  .filter((file) => file.endsWith(".mjs") && !["run.mjs", "frame.mjs"].includes(file))
  .map((file) => file.replace(".mjs", ""));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    suite: { type: "string" },
    corpus: { type: "string" },
    rounds: { type: "string", default: "7" },
    only: { type: "string" },
    explain: { type: "boolean", default: false },
    json: { type: "string", default: join(here, "results") },
  },
});
const [name] = positionals;
if (name !== undefined && !known.includes(name)) {
  console.error(`which benchmark? ${known.join(", ")}`);
  process.exit(2);
}
const wanted = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies;
const isThere = ([name, version]) => {
  const file = join(here, "node_modules", name, "package.json");
  return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).version === version;
};
// Of an earlier state of the repository some may be there, and one may be missing.
if (!Object.entries(wanted).every(isThere)) {
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
  if (installed.status !== 0) process.exit(2);
}
if (!existsSync(join(here, "..", "dist", "samples", "index.js"))) {
  console.error("dist/ is missing: npm run build");
  process.exit(2);
}
mkdirSync(values.json, { recursive: true });
const results = [];
const rows = [];
for (const one of name === undefined ? known : [name]) {
  const { run } = await import(`./${one}.mjs`);
  if (name === undefined) console.log(`\n== ${one}\n`);
  let ended;
  try {
    ended = await run({ ...values, rounds: Number(values.rounds) });
  } catch (error) {
    // What the others measured, in an hour perhaps, is not lost for it.
    console.error(error);
    results.push({ one, met: false });
    continue;
  }
  const { table, result, met } = ended;
  const file = join(values.json, `${one}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`${table}\n\nthe same as JSON: ${file}`);
  results.push({ one, met });
  rows.push(...rowsOf(one, result));
}
if (rows.length > 0) {
  const file = join(values.json, "table.json");
  writeFileSync(
    file,
    `${JSON.stringify({ node: process.version, rounds: Number(values.rounds), rows }, null, 2)}\n`,
  );
  console.log(`\n== all\n\n${oneTable(rows)}\n\nthe same as JSON: ${file}`);
}
if (results.length > 1)
  console.log(`\n${results.map(({ one, met }) => `${met ? "met    " : "NOT MET"} ${one}`).join("\n")}`);
process.exit(results.every(({ met }) => met) ? 0 : 1);
