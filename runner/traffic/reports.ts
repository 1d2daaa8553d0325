import type { Reporter, RunEnd, RunEvent } from "../../report/index.ts";

/** Everything that is told of a hearing: the report on standard output and those in files. */
export interface Reports {
  readonly places: RunEnd["places"];
  take(event: RunEvent): void;
  finish(end: RunEnd): Promise<void>;
}

export function reportsOf(
  main: Reporter,
  files: readonly { readonly what: string; readonly path: string; readonly reporter: Reporter }[],
): Reports {
  const all = [...files.map(({ reporter }) => reporter), main];
  return {
    places: files.map(({ what, path }) => ({ what, path })),
    take: (event) => {
      for (const one of all) one.take(event);
    },
    finish: async (end) => {
      for (const one of all) await one.finish(end);
    },
  };
}
