import type { Document } from "../runner/index.ts";
import type { Input, Output } from "../runner/outputs/index.ts";

/** What a command reads. */
export interface Reads {
  /** Those whose files are read, each in its folder. */
  readonly documents?: readonly Document[];
  /** Paths and patterns of recordings. */
  readonly recordings?: readonly string[];
  /** Paths as the user gave them, by what they are: `a recording`. */
  readonly files?: { readonly [what: string]: readonly (string | null | undefined)[] };
}

/**
 * To be called before a command opens any file that it writes: refuses outputs that would take something of the user's
 * away, see `refuseOverwriting`.
 */
export async function guard(
  outputs: readonly Output[],
  { documents = [], recordings = [], files = {} }: Reads,
  cwd: string = process.cwd(),
): Promise<void> {
  if (outputs.length === 0) return;
  const { inputsOf, recordingsOf, refuseOverwriting } = await import("../runner/outputs/index.ts");
  await refuseOverwriting(cwd, outputs, async () => [
    ...(await Promise.all(documents.map(inputsOf))).flat(),
    ...(await recordingsOf(recordings, cwd)).map((path) => ({ what: "a recording", path })),
    ...Object.entries(files).flatMap(([what, paths]) => paths.flatMap((path) => inputFor(what, path))),
  ]);
}

function inputFor(what: string, path: string | null | undefined): Input[] {
  return path == null || path === "" ? [] : [{ what, path }];
}

/** The output that a flag names; none where it names none. */
export function outputOf(flag: string, path: string | undefined): Output[] {
  return path === undefined || path === "" ? [] : [{ flag: `${flag} ${path}`, path }];
}
