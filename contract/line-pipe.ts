import { writeSync } from "node:fs";

/** Lines for whoever reads the other end of a file descriptor, in the order in which they were written. */
export interface LinePipe {
  write(line: string): void;
  /** All that was written so far is with the reader when this returns. */
  flush(): void;
}

/** A system call costs more than to write a line: lines are gathered up to this size, and for this long. */
const FLUSH_AT = 32_768;
const SOON_MS = 20;
/** A harness installed in a project and a runner installed elsewhere are two copies of this module. */
const PIPES = Symbol.for("asyncproof.linePipes");

/** The pipe of a file descriptor: one for all who ask in this process, so that their lines keep their order. */
export function linePipe(fd: number): LinePipe {
  const holder: typeof globalThis & { [PIPES]?: Map<number, LinePipe> } = globalThis;
  holder[PIPES] ??= new Map();
  const pipes = holder[PIPES];
  const pipe = pipes.get(fd) ?? newPipe(fd);
  pipes.set(fd, pipe);
  return pipe;
}

function newPipe(fd: number): LinePipe {
  let lines: string[] = [];
  let size = 0;
  let soon: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (soon !== null) clearTimeout(soon);
    soon = null;
    const text = lines.join("");
    lines = [];
    size = 0;
    if (text !== "") writeFully(fd, Buffer.from(text));
  };
  process.once("exit", flush);
  return {
    flush,
    write: (line) => {
      lines.push(`${line}\n`);
      size += line.length;
      if (size >= FLUSH_AT) flush();
      else soon ??= setTimeout(flush, SOON_MS).unref();
    },
  };
}

/** Writes all bytes; a full pipe (EAGAIN) is waited for a millisecond at a time. A reader that left is not our fault. */
function writeFully(fd: number, bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(fd, bytes, sent);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
