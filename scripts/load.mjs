// Circumstances that show races: every second turn beside two busy loops, with jobs 1 and 8 in turn.
import { spawn } from "node:child_process";

/** What holds in a turn, counted from 0; `stop` ends the loops. */
export function circumstances(turn) {
  const loaded = turn % 2 === 1;
  const jobs = turn % 4 < 2 ? 1 : 8;
  const load = loaded ? [busyLoop(), busyLoop()] : [];
  return {
    jobs,
    text: `jobs ${jobs}${loaded ? ", under load" : ""}`,
    stop: () => {
      for (const loop of load) loop.kill("SIGKILL");
    },
  };
}

function busyLoop() {
  return spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
}
