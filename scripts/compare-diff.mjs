// Runs @asyncapi/diff on the pairs of our own table and counts where it says the same: breaking or not.
//   npm install --no-save --prefix FOLDER @asyncapi/diff@0.5, then node scripts/compare-diff.mjs FOLDER
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import "../harness/ts/register.mjs";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node scripts/compare-diff.mjs FOLDER   (a folder with node_modules/@asyncapi/diff)");
  process.exit(2);
}
const { diff: theirs } = createRequire(join(resolve(folder), "package.json"))("@asyncapi/diff");
const pairs = await import("../test/generator/diff/all-pairs.ts");
const { parse } = await import("yaml");

/** A document with its references resolved, as the other tool asks for; a schema that holds itself is cut there. */
function dereferenced(text) {
  const root = parse(text);
  const at = (ref) =>
    ref
      .slice(2)
      .split("/")
      .reduce((here, token) => here?.[token], root);
  const resolved = (value, above) => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => resolved(item, above));
    const { $ref } = value;
    if (typeof $ref === "string") return above.includes($ref) ? {} : resolved(at($ref), [...above, $ref]);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, above)]));
  };
  return resolved(root, []);
}

const tally = { same: 0, missed: 0, alarm: 0, unclassified: 0, failed: 0 };
const rows = [];
for (const { name, before, after, breaking } of pairs.allPairs()) {
  let verdict;
  try {
    const output = theirs(dereferenced(before), dereferenced(after)).getOutput();
    const kinds = output.changes.map(({ type }) => type);
    verdict = kinds.includes("breaking")
      ? "breaking"
      : kinds.includes("unclassified")
        ? "unclassified"
        : "fine";
  } catch (error) {
    verdict = "failed";
    if (process.env.VERBOSE) console.error(name, error);
  }
  const want = breaking ? "breaking" : "fine";
  const result =
    verdict === want
      ? "same"
      : verdict === "failed" || verdict === "unclassified"
        ? verdict
        : breaking
          ? "missed"
          : "alarm";
  tally[result] += 1;
  rows.push([result, want, verdict, name]);
}
for (const [result, want, verdict, name] of rows)
  console.log(`${result.padEnd(13)} want ${want.padEnd(9)} got ${verdict.padEnd(13)} ${name}`);
console.log(`\n${rows.length} directed pairs; asyncproof: ${rows.length} as wanted (held by npm test)`);
console.log(
  `@asyncapi/diff: ${tally.same} as wanted, ${tally.missed} breaking changes missed, ` +
    `${tally.alarm} false alarms, ${tally.unclassified} unclassified, ${tally.failed} failed`,
);
