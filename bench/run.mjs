// npm run bench -- NAME [options]: runs bench/NAME.mjs, after installing what it is measured against.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const known = readdirSync(here)
  .filter((file) => file.endsWith(".mjs") && !["run.mjs", "frame.mjs"].includes(file))
  .map((file) => file.replace(".mjs", ""));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    suite: { type: "string" },
    corpus: { type: "string" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    explain: { type: "boolean", default: false },
    json: { type: "string", default: join(here, "results") },
  },
});
const [name] = positionals;
if (name === undefined || !known.includes(name)) {
  console.error(`which benchmark? ${known.join(", ")}`);
  process.exit(2);
}
if (!existsSync(join(here, "node_modules"))) {
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
  if (installed.status !== 0) process.exit(2);
}
if (!existsSync(join(here, "..", "dist", "samples", "index.js"))) {
  console.error("dist/ is missing: npm run build");
  process.exit(2);
}
const { run } = await import(`./${name}.mjs`);
const { table, result, met } = await run({ ...values, rounds: Number(values.rounds) });
console.log(table);
mkdirSync(values.json, { recursive: true });
const file = join(values.json, `${name}.json`);
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
console.log(`\nthe same as JSON: ${file}`);
process.exit(met ? 0 : 1);
