import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { Tail } from "./tail.ts";

/** What a started service wrote: all of it in a file, the last of it in memory. */
export interface ServiceOutput {
  readonly path: string;
  readonly tail: Tail;
  keep(stream: Readable): void;
  close(): void;
}

/** Makes the file anew, with its folder. */
export function serviceOutput(path: string): ServiceOutput {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  const tail = new Tail();
  let open = true;
  return {
    path,
    tail,
    keep: (stream) =>
      stream.setEncoding("utf8").on("data", (text: string) => {
        tail.add(text);
        if (open) writeSync(file, text);
      }),
    close: () => {
      if (open) closeSync(file);
      open = false;
    },
  };
}
