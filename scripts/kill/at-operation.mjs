// Loaded into a command before it begins (`--import`). Counts what it does to files below KILL_IN, says on the fourth
// stream when the first of that comes and, at the end, how many there were and how long they took. With KILL_AT=N it
// ends the process by SIGKILL at the Nth: before it is done (KILL_HOW=before) or while the system does it (during).
import { writeSync } from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { sep } from "node:path";

const TOLD = 3;
const { KILL_IN, KILL_AT = "0", KILL_HOW = "before" } = process.env;
let count = 0;
let first = 0;
let last = 0;

for (const name of ["writeFile", "rename", "mkdir", "rm", "rmdir"]) {
  const real = promises[name];
  promises[name] = async (path, ...rest) => {
    if (!`${path}${sep}`.startsWith(`${KILL_IN}${sep}`)) return real(path, ...rest);
    count += 1;
    if (count === 1) tell("begun\n");
    if (count === 1) first = performance.now();
    const isLast = count === Number(KILL_AT);
    if (isLast && KILL_HOW === "before") process.kill(process.pid, "SIGKILL");
    const done = real(path, ...rest);
    if (isLast) process.kill(process.pid, "SIGKILL");
    try {
      return await done;
    } finally {
      last = performance.now();
    }
  };
}
syncBuiltinESMExports();
process.on("exit", () => tell(`${JSON.stringify({ operations: count, ms: last - first })}\n`));

function tell(text) {
  try {
    writeSync(TOLD, text);
  } catch (error) {
    // Nobody listens any more.
    if (error.code !== "EPIPE") throw error;
  }
}
