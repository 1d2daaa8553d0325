import { shellWord } from "../config/shell-word.ts";

/** Flags that a run needs again to meet the same service, by their names without dashes. */
export interface ReplayFlags {
  readonly [name: string]: string | number | true | readonly string[] | undefined;
}

/** `npx asyncproof run SPEC --start "..."`: all but the test and the seed, as a POSIX shell takes it. */
export function replayCommand(spec: string, flags: ReplayFlags): string {
  const words = Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (value === true) return [`--${name}`];
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => [`--${name}`, shellWord(String(one))]);
  });
  return ["npx asyncproof run", shellWord(spec), ...words].join(" ");
}
