// Runs the official JSON Schema test suite (github.com/json-schema-org/JSON-Schema-Test-Suite) through a whole
// document each: node scripts/json-schema-suite.mjs FOLDER [--all]. Exit 1 where our normalising changes a verdict.
import "../harness/ts/register.mjs";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const { measure } = await import("../test/contract/suite/measure.ts");
const [folder, all] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node scripts/json-schema-suite.mjs FOLDER [--all]");
  process.exit(2);
}
const DRAFTS = {
  draft4: "draft-04",
  draft6: "draft-06",
  draft7: "draft-07",
  "draft2019-09": "2019-09",
  "draft2020-12": "2020-12",
};
const OUTCOMES = ["right", "cured", "unchecked", "ajv", "ours", "refused"];
let changed = 0;

console.log(["suite".padEnd(24), ...OUTCOMES.map((one) => one.padStart(9))].join(" "));
for (const [name, draft] of Object.entries(DRAFTS))
  for (const part of ["", "optional", "optional/format"]) {
    const results = await resultsOf(draft, join(folder, "tests", name, part));
    const count = (outcome) => results.filter((one) => one.outcome === outcome).length;
    console.log(
      [`${draft} ${part}`.padEnd(24), ...OUTCOMES.map((one) => String(count(one)).padStart(9))].join(" "),
    );
    changed += count("ours");
    for (const { outcome, file, name: test, why } of results)
      if (outcome === "ours" || outcome === "ajv" || (all === "--all" && outcome !== "right"))
        console.log(`    ${outcome}  ${file}  ${test}${why === "" ? "" : `  (${why})`}`);
  }
process.exit(changed === 0 ? 0 : 1);

async function resultsOf(draft, path) {
  const results = [];
  for (const file of filesIn(path)) {
    const groups = JSON.parse(readFileSync(join(path, file), "utf8"));
    for (const group of groups)
      for (const result of await measure(draft, group)) results.push({ file, ...result });
  }
  return results;
}

function filesIn(path) {
  try {
    return readdirSync(path)
      .filter((file) => file.endsWith(".json"))
      .sort();
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
