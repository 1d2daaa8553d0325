import { CONFIG_VARIABLE } from "../config/index.ts";
import { coloursFor, errorText } from "../report/index.ts";
import type { RunOptions } from "../runner/index.ts";
import { madeText, watchGenerate, watchRun } from "../runner/index.ts";
import { documentOf, finish } from "./finish.ts";
import { plain } from "./plain.ts";
import { type CommonOptions, settingsOf } from "./options.ts";

/** What is watched, and where what is said of it goes. */
function watching(
  spec: string,
  flags: CommonOptions,
): Omit<Parameters<typeof watchGenerate>[0], "show" | "open" | "force"> {
  const colours = coloursFor(process.stderr, { color: flags.color, env: process.env });
  return {
    cwd: process.cwd(),
    spec,
    configFile: flags.config ?? (process.env[CONFIG_VARIABLE] || null),
    complain: async (error) => {
      process.stderr.write(errorText(error, colours));
    },
    talk: (text) => {
      if (!flags.quiet) process.stderr.write(plain(text));
    },
  };
}

/** `asyncproof generate --watch`. */
export async function watchTests(
  spec: string,
  flags: CommonOptions & { readonly force?: true },
): Promise<void> {
  await watchGenerate({
    ...watching(spec, flags),
    force: flags.force === true,
    open: () => documentOf(spec, flags, settingsOf(flags)),
    show: (made) => process.stdout.write(plain(madeText(made))),
  });
}

/** `asyncproof run --watch`; the exit code is that of the last run. */
export async function watchRuns(
  spec: string,
  flags: CommonOptions,
  open: () => Promise<RunOptions>,
): Promise<void> {
  await watchRun({ ...watching(spec, flags), open, finished: (end) => finish(end, flags) });
}
