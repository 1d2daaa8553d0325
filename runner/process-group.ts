import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Groups that run now; whatever way this process ends, they end before it. */
const running = new Set<number>();
process.on("exit", () => {
  for (const pid of running) signalGroup(pid, "SIGKILL");
});

const POLL_MS = 20;
/** How long a killed process may take to vanish; the kernel needs it only under load. */
const KILL_LIMIT_MS = 5000;

/** What children are spawned with, so that each leads a process group of its own. Windows has none. */
export const OWN_GROUP: { readonly detached: boolean } = { detached: process.platform !== "win32" };

/** Ends the child's whole group with this process, at the latest. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid !== undefined) running.add(child.pid);
}

/** SIGTERM to the whole group of a child, SIGKILL after `graceMs`; resolves when nobody of it is left. May be called twice. */
export async function stopGroup(child: ChildProcess, graceMs: number): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (groupLives(child, pid)) signalGroup(pid, "SIGTERM");
  await gone(child, pid, graceMs);
  if (groupLives(child, pid)) signalGroup(pid, "SIGKILL");
  await gone(child, pid, KILL_LIMIT_MS);
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
  return readdirSync("/proc").some((entry) => /^\d+$/.test(entry) && livesIn(group, entry));
}

function livesIn(group: number, pid: string): boolean {
  try {
    // `pid (name) state ppid pgrp ...`; the name may hold anything, parentheses included (proc(5)).
    const [, state, , pgrp] = /^.*\) (\S) (\d+) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return Number(pgrp) === group && state !== "Z" && state !== "X";
  } catch {
    return false;
  }
}
