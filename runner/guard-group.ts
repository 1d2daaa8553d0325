import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { OWN_GROUP } from "./own-group.ts";

/** Reads until its input ends, which is when we are gone; `$0` is the group. */
const SCRIPT = 'read -r _; kill -s KILL -- "-$0"';

/**
 * Ends the group of a child where we are killed and can do nothing ourselves. Gives what takes the guard away, to
 * be called when the group is gone: its number may be somebody else's later. Windows has no groups.
 */
export function guardGroup({ pid }: ChildProcess): () => void {
  if (pid === undefined || !OWN_GROUP.detached) return () => {};
  const guard = spawn("/bin/sh", ["-c", SCRIPT, String(pid)], {
    cwd: "/",
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
    ...OWN_GROUP,
  });
  // Without a shell there is no guard; everything else is as it was.
  guard.on("error", () => {});
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.on("error", () => {}).unref();
  return () => {
    guard.kill("SIGKILL");
    guard.stdin?.destroy();
  };
}
