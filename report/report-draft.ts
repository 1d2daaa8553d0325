import {
  accessSync,
  constants,
  copyFileSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const PART = /^\.(\d+)\.part$/;

/** Drafts that this process has not finished. */
const open = new Set<string>();

/** Can another file take the place of what is there? Not that of a device, a pipe, a link or a folder. */
export function isReplaceable(path: string): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return true;
  if (!there.isFile()) return false;
  accessSync(path, constants.W_OK);
  return isWritable(dirname(path));
}

/** A file beside the one that it becomes. What is not kept goes with the process, or with the next draft of that file. */
export class Draft {
  readonly path: string;
  readonly #target: string;

  /** Takes away what an earlier run left: its file, and drafts of processes that are gone. */
  constructor(target: string) {
    this.#target = target;
    this.path = `${target}.${process.pid}.part`;
    for (const left of abandoned(target)) rmSync(left, { force: true });
    takeAway(target);
    if (open.size === 0) process.once("exit", removeOpen);
    open.add(this.path);
  }

  keep(): void {
    try {
      renameSync(this.path, this.#target);
    } catch {
      // Another file system may have been put there meanwhile.
      copyFileSync(this.path, this.#target);
      rmSync(this.path, { force: true });
    }
    open.delete(this.path);
    if (open.size === 0) process.off("exit", removeOpen);
  }
}

/** A file that can't be deleted, as one that is mounted, is emptied. */
function takeAway(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    truncateSync(file);
  }
}

function removeOpen(): void {
  for (const path of open) rmSync(path, { force: true });
}

function abandoned(target: string): string[] {
  const name = basename(target);
  return readdirSync(dirname(target))
    .filter((entry) => entry.startsWith(name) && !isAlive(PART.exec(entry.slice(name.length))?.[1]))
    .map((entry) => join(dirname(target), entry));
}

/** What is no draft counts as alive: it is nobody's to take away. */
function isAlive(pid: string | undefined): boolean {
  if (pid === undefined) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
