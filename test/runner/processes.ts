import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

const LIMIT_MS = 15_000;

/** True when the process is gone, or is within fifteen seconds; one that is dead is gone, whether its parent has looked or not. */
export async function isGone(pid: number): Promise<boolean> {
  const end = performance.now() + LIMIT_MS;
  while (performance.now() < end) {
    if (!lives(pid)) return true;
    await pause(10);
  }
  return false;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // `pid (name) state ...` (proc(5)); elsewhere than on Linux there is no such file.
    return !/^.*\) [ZX]/s.test(process.platform === "linux" ? readFileSync(`/proc/${pid}/stat`, "utf8") : "");
  } catch {
    return false;
  }
}
