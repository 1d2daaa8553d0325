// `npm run coverage`: how much of server/ the generated tests of the reference contract run, with the stub as the
// service that `--start` starts. At least MIN_LINES, MIN_RISE points more than greeting alone does, and no line that is
// never run without a reason in scripts/coverage/unreached.json. Deliberate faults do not count: they are no part of a
// stub that keeps its contract, and `npm run faults` runs them all.
// `--quick` is what `npm test` does at its end: without the families that mostly wait or repeat, and beside what greeting
// alone ran when the baseline was written; `--write-baseline` writes that anew, and the whole measurement checks it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

const MIN_LINES = 90;
/** What the quick one reaches (90.2) less half a point: a few lines depend on who of two is first. */
const MIN_LINES_QUICK = 89.7;
const MIN_RISE = 20;
/** Points by which the written baseline may differ from what greeting runs now. */
const BASELINE_SLACK = 1;
const BASELINE = "scripts/coverage/greeting.json";
/** From its sources: a bundle has no line for an `import`, so that fewer lines would count. */
const SERVE =
  "node --import=./harness/ts/register.mjs bin/main.ts serve asyncapi.yaml --no-watch --log --port {port}";
const HANDLERS = "--handlers scripts/coverage/handlers.mjs";
/** All but `idle` and `property`. */
const QUICK = "connection security message reply stream interrupt push refusal concurrency".split(" ");

prepare();
process.exitCode = process.argv.includes("--quick") ? quick() : whole();

function quick() {
  const families = QUICK.flatMap((family) => ["--family", family]);
  const code = measured([
    ...["--start", `${SERVE} ${HANDLERS}`, "--coverage-dir", "coverage/quick", "--jobs", 4, "--quiet"],
    ...families,
    ...["--min-lines", MIN_LINES_QUICK, "--min-rise", MIN_RISE, "--coverage-baseline", BASELINE],
  ]);
  if (code !== 0) return code;
  const [now, before] = ["coverage/quick/coverage-summary.json", BASELINE].map(
    (file) => totalOf(file).lines.pct,
  );
  console.log(`the generated tests run ${now} % of the lines of server/, greeting alone ${before} %`);
  return 0;
}

function whole() {
  const greeting = ["--grep", "greets", "--start", SERVE, "--coverage-dir", "coverage/greeting"];
  const code =
    measured(greeting) ||
    measured([
      ...["--start", `${SERVE} ${HANDLERS}`, "--coverage-dir", "coverage/contract"],
      ...["--min-lines", MIN_LINES, "--min-rise", MIN_RISE],
      ...["--coverage-baseline", "coverage/greeting/coverage-summary.json"],
    ]);
  if (code !== 0) return code;
  const reasons = JSON.parse(readFileSync(join(root, "scripts", "coverage", "unreached.json"), "utf8"));
  const unreached = unreachedIn(readFileSync(join(root, "coverage", "contract", "lcov.info"), "utf8"));
  const faults = [...faultsIn(unreached, reasons), ...baselineFaults()];
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

/** Runs the contract against the stub, and gives the exit code: 1 where a test is red or a gate is not met. */
function measured(args) {
  const counted = ["--coverage", "--coverage-include", "server", "--coverage-exclude", "server/faults"];
  const all = ["bin/asyncproof", "run", "asyncapi.yaml", ...counted, ...args].map(String);
  return run(process.execPath, all);
}

/** A baseline that is too low would make any rise look good. */
function baselineFaults() {
  const { lines } = totalOf("coverage/greeting/coverage-summary.json");
  if (process.argv.includes("--write-baseline")) {
    const text = JSON.stringify({ total: { lines: { pct: lines.pct } } });
    writeFileSync(join(root, BASELINE), `${text}\n`);
  }
  const written = totalOf(BASELINE).lines.pct;
  return Math.abs(written - lines.pct) <= BASELINE_SLACK
    ? []
    : [
        `${BASELINE} says ${written} %, greeting alone runs ${lines.pct} %: npm run coverage -- --write-baseline`,
      ];
}

function totalOf(file) {
  return JSON.parse(readFileSync(join(root, file), "utf8")).total;
}

/** Numbers of the lines that were never run, by file (the LCOV trace format of geninfo(1)). */
function unreachedIn(trace) {
  const files = new Map();
  let file = "";
  for (const line of trace.split("\n")) {
    if (line.startsWith("SF:"))
      file = line
        .slice("SF:".length)
        .replaceAll("\\", "/")
        .replace(/^.*?(?=server\/)/, "");
    const [, number] = /^DA:(\d+),0\b/.exec(line) ?? [];
    if (number !== undefined) files.set(file, [...(files.get(file) ?? []), Number(number)]);
  }
  return files;
}

/** A reason is for so many lines of a file at most: new code that nothing runs needs a reason, too. */
function faultsIn(unreached, reasons) {
  const unexplained = [...unreached].filter(([file, lines]) => lines.length > (reasons[file]?.lines ?? 0));
  const gone = Object.keys(reasons).filter((file) => !unreached.has(file));
  return [
    ...unexplained.map(
      ([file, lines]) =>
        `${file}: ${lines.length} lines are never run (${lines.join(", ")}), ${reasons[file]?.lines ?? 0} have a reason in scripts/coverage/unreached.json`,
    ),
    ...gone.map((file) => `${file}: every line is run, its reason in scripts/coverage/unreached.json can go`),
  ];
}
