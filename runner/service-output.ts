import { closeSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { Tail } from "./tail.ts";
import { makeFolder } from "../contract/make-folder.ts";

const LONGEST_LINE = 65_536;

/** What a started service wrote: all of it in a file, the last of it in memory. */
export interface ServiceOutput {
  readonly path: string;
  readonly tail: Tail;
  keep(stream: Readable): void;
  /** Writes what was begun and has no end of line yet. */
  flush(): void;
  close(): void;
}

/** Makes the file anew, with its folder. What is kept goes through `clean`, line by line. */
export function serviceOutput(path: string, clean: (text: string) => string): ServiceOutput {
  makeFolder(dirname(path));
  const file = openSync(path, "w");
  const tail = new Tail();
  let open = true;
  const flushers: (() => void)[] = [];
  const flush = (): void => {
    for (const one of flushers) one();
  };
  return {
    path,
    tail,
    keep: (stream) => {
      let begun = "";
      const write = (raw: string): void => {
        const text = clean(raw);
        tail.add(text);
        if (open) writeSync(file, text);
      };
      stream.setEncoding("utf8").on("data", (text: string) => {
        const all = begun + text;
        // A line may come in pieces, and a secret with it; one without an end is not waited for for ever.
        const end = all.length > LONGEST_LINE ? all.length : all.lastIndexOf("\n") + 1;
        begun = all.slice(end);
        if (end > 0) write(all.slice(0, end));
      });
      flushers.push(() => {
        if (begun !== "") write(begun);
        begun = "";
      });
      stream.once("close", flush);
    },
    flush,
    close: () => {
      flush();
      if (open) closeSync(file);
      open = false;
    },
  };
}
