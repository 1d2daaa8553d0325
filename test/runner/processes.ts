import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { linuxProcess } from "../../runner/linux-process.ts";

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
  } catch {
    return false;
  }
  return process.platform !== "linux" || linuxProcess(pid)?.over === false;
}

/** Processes that work in a folder, where the system tells of them. */
export function processesIn(folder: string): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((entry) => {
    try {
      return readlinkSync(`/proc/${entry}/cwd`) === folder ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}
