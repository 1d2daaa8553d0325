import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Holds every thread of the pool that inflates, reads files and signs, until `release` (which may be called twice). */
export interface HeldPool {
  release(): Promise<void>;
}

/** A thread that opens a named pipe to read waits for somebody who opens it to write. */
export function holdPool(): HeldPool {
  const folder = mkdtempSync(join(tmpdir(), "pool-"));
  const threads = Number(process.env["UV_THREADPOOL_SIZE"] ?? 4);
  const pipes = Array.from({ length: threads }, (_, index) => join(folder, `pipe-${index}`));
  execFileSync("mkfifo", pipes);
  const opening = pipes.map(async (pipe) => (await open(pipe, "r")).close());
  let released: Promise<void> | null = null;
  const release = async (): Promise<void> => {
    // Opened to read as well, so that it can be opened before a thread has come to it.
    const ends = pipes.map((pipe) => openSync(pipe, constants.O_RDWR));
    await Promise.all(opening);
    for (const end of ends) closeSync(end);
    rmSync(folder, { recursive: true });
  };
  return {
    release: () => {
      released ??= release();
      return released;
    },
  };
}
