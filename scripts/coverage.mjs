// `npm run coverage`: how much of server/ the generated tests of the reference contract run, with the stub as the
// service that `--start` starts. At least MIN_LINES, MIN_RISE points more than greeting alone does, and no line that is
// never run without a reason in coverage/unreached.json. Deliberate faults do not count: they are no part of a stub
// that keeps its contract, and `npm run faults` runs them all.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { prepare, root, run } from "./prepare.mjs";

const MIN_LINES = 90;
const MIN_RISE = 20;
const SERVE = "node bin/asyncproof serve asyncapi.yaml --no-watch --log --port {port}";
const HANDLERS = "--handlers scripts/coverage/handlers.mjs";

prepare();
measured(["--grep", "greets", "--start", SERVE, "--coverage-dir", "coverage/greeting"]);
measured([
  ...["--start", `${SERVE} ${HANDLERS}`, "--coverage-dir", "coverage/contract"],
  ...["--min-lines", MIN_LINES, "--min-rise", MIN_RISE],
  ...["--coverage-baseline", "coverage/greeting/coverage-summary.json"],
]);
const unreached = unreachedIn(readFileSync(join(root, "coverage", "contract", "lcov.info"), "utf8"));
const faults = faultsIn(
  unreached,
  JSON.parse(readFileSync(join(root, "scripts", "coverage", "unreached.json"), "utf8")),
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Runs the contract against the stub; ends the process where a test is red or a gate is not met. */
function measured(args) {
  const counted = ["--coverage", "--coverage-include", "server", "--coverage-exclude", "server/faults"];
  const all = ["bin/asyncproof", "run", "asyncapi.yaml", ...counted, ...args].map(String);
  const code = run(process.execPath, all);
  if (code !== 0) process.exit(code);
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
