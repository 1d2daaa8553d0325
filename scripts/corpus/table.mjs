const MIN_READ = 0.9;
const MIN_KEPT = 0.7;

export const HEADING =
  "operations planned    kept violated   error unspec. unreach.  positive kept  types    time  document";

/** What of the row is not as it should be; empty where all is well. */
export function faultsOf({ state, operations, read, run, types }) {
  if (state === "elsewhere") return [];
  if (state === "refused") return ["no contract"];
  const faults = [];
  if (read < operations * MIN_READ) faults.push("operations left out");
  if (types !== undefined && types.length > 0) faults.push("does not compile");
  if (run === undefined) return faults;
  if (run.violated + run.errors > 0) faults.push("violated");
  if (run.planned === 0) faults.push("no test ran");
  if (run.positiveKept < run.positive * MIN_KEPT) faults.push("few kept");
  if (run.exitCode !== 0 && faults.length === 0) faults.push(`exit code ${run.exitCode ?? run.signal}`);
  return faults;
}

/** One line of the table. */
export function lineOf(row) {
  const { state, name, role, why, operations, read, run, types } = row;
  const faults = faultsOf(row);
  const end = `${name}${role === null ? "" : ` (${role})`}${faults.length > 0 ? `  <-- ${faults.join(", ")}` : ""}`;
  if (state !== "loaded") return `${state.padEnd(99)} ${end}  ${why.split("\n")[0]}`;
  const cells = [[`${read}/${operations}`, 10], ...cellsOf(run), [cellOfTypes(types), 6], [seconds(run), 7]];
  return `${cells.map(([text, width]) => String(text).padStart(width)).join(" ")}  ${end}`;
}

function cellsOf(run) {
  if (run === undefined) return [];
  const { planned, kept, violated, errors, unspecified, notReached, positive, positiveKept } = run;
  const share = positive === 0 ? "-" : `${((positiveKept / positive) * 100).toFixed(1)} %`;
  return [
    [planned, 7],
    [kept, 7],
    [violated, 8],
    [errors, 7],
    [unspecified, 7],
    [notReached, 8],
    [`${positiveKept}/${positive}`, 11],
    [share, 7],
  ];
}

function cellOfTypes(types) {
  if (types === undefined) return "-";
  return types.length === 0 ? "ok" : types.length;
}

function seconds(run) {
  return run === undefined ? "-" : `${run.seconds.toFixed(1)} s`;
}
