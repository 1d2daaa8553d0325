import type { ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { guardGroup } from "./guard-group.ts";
import { linuxProcess } from "./linux-process.ts";
import { OWN_GROUP } from "./own-group.ts";

/** Groups that run now, each with what takes its guard away; they end before this process where it ends by itself. */
const running = new Map<number, () => void>();
process.on("exit", () => {
  for (const pid of running.keys()) signalGroup(pid, "SIGKILL");
});

const POLL_MS = 20;
/** How long a killed process may take to vanish; the kernel needs it only under load. */
const KILL_LIMIT_MS = 5000;

/** Ends the child's whole group with this process, at the latest: whatever ends this, and whatever the group is busy with. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid !== undefined) running.set(child.pid, guardGroup(child));
}

/** SIGTERM to the whole group of a child, SIGKILL after `graceMs`; resolves when nobody of it is left. May be called twice. */
export async function stopGroup(child: ChildProcess, graceMs: number): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (groupLives(child, pid)) signalGroup(pid, "SIGTERM");
  await gone(child, pid, graceMs);
  if (groupLives(child, pid)) signalGroup(pid, "SIGKILL");
  await gone(child, pid, KILL_LIMIT_MS);
  running.get(pid)?.();
  running.delete(pid);
}

/** The child leads its group, so the group has its pid. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(OWN_GROUP.detached ? -pid : pid, signal);
  } catch {
    // Nobody is left to be told.
  }
}

async function gone(child: ChildProcess, pid: number, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  while (groupLives(child, pid) && performance.now() < end) await pause(POLL_MS);
}

function groupLives(child: ChildProcess, pid: number): boolean {
  if (child.exitCode === null && child.signalCode === null) return true;
  if (!OWN_GROUP.detached) return false;
  try {
    process.kill(-pid, 0);
  } catch {
    return false;
  }
  return process.platform !== "linux" || hasLivingMember(pid);
}

/** A container without an init process never reaps orphans: a group may consist of dead processes only. */
function hasLivingMember(group: number): boolean {
  return readdirSync("/proc").some((entry) => {
    const member = /^\d+$/.test(entry) ? linuxProcess(Number(entry)) : null;
    return member !== null && member.group === group && !member.over;
  });
}
