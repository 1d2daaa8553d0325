import { readFileSync } from "node:fs";

export interface LinuxProcess {
  readonly group: number;
  /** Dead with everything it had open; what is left of it is its exit status. */
  readonly over: boolean;
}

/** The group is field 5, the number of threads field 20. */
const THREADS_AFTER_GROUP = 14;

/**
 * What Linux tells of a process in `/proc/PID/stat` (proc_pid_stat(5)), null where there is none. A process is dead as
 * soon as its first thread is; the files and ports stay open until the last one is too.
 */
export function linuxProcess(pid: number): LinuxProcess | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // `pid (name) state ppid group ... threads ...`: the name may hold anything, parentheses included.
  const [state, , group, ...others] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const threads = Number(others[THREADS_AFTER_GROUP]);
  return { group: Number(group), over: (state === "Z" || state === "X") && threads <= 1 };
}
