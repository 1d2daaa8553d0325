import { plain } from "./plain.ts";
import { Command } from "commander";
import { guard, outputOf } from "./guard.ts";
import {
  type CommonOptions,
  collected,
  positiveNumber,
  settingsOf,
  wholeNumber,
  withCommonOptions,
} from "./options.ts";

interface FaultsFlags extends CommonOptions {
  readonly fault?: readonly string[];
  readonly full?: true;
  readonly minKill?: number;
  readonly html?: string;
  readonly jobs: number;
}

/** `asyncproof faults`: how strong is this contract? */
export function faultsCommand(): Command {
  const command = new Command("faults")
    .description(
      "every fault of the stub against the tests: which are noticed, and what is missing for the rest",
    )
    .argument("<spec>", "the AsyncAPI document")
    .option("--out <dir>", "folder of the generated tests (default: generated-tests)")
    .option("--fault <name>", "only this fault: NAME or NAME@PLACE (repeatable)", collected)
    .option("--full", "run every test that a fault can touch, also after one has noticed it")
    .option("--min-kill <percent>", "exit 1 where fewer faults are killed", wholeNumber)
    .option("--html <file>", "write the matrix as a page")
    .option("--jobs <n>", "how many faults are tried at a time", positiveNumber, 8);
  return withCommonOptions(command).action(act);
}

async function act(spec: string, flags: FaultsFlags): Promise<void> {
  const [{ faults, faultsExit, writePage }, { documentOf }, { matrixOut, progressTo }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
    import("./matrix-out.ts"),
  ]);
  const settings = settingsOf(flags);
  const document = await documentOf(spec, flags, settings);
  const pages = outputOf("--html", flags.html).map((page) => ({ ...page, report: true as const }));
  await guard(pages, { documents: [document] });
  const { fault: only = [], full = false, jobs, minKill = null, html } = flags;
  const progress = progressTo(process.stderr, flags);
  const matrix = await faults({ ...document, env: process.env, settings, only, full, jobs, progress });
  if (html !== undefined) await writePage(document.cwd, html, matrix);
  matrixOut(matrix, flags);
  const { exitCode, error } = faultsExit(matrix, minKill);
  process.exitCode = exitCode;
  if (error !== "" && !flags.json) process.stderr.write(plain(`${error}\n`));
}
