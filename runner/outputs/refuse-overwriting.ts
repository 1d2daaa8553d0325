import { closeSync, openSync, readSync } from "node:fs";
import { resolve, sep } from "node:path";
import { statOf } from "../../contract/stat-of.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { isReportHead } from "../../report/report-head.ts";
import { isRecordingHead, refuseKept } from "../../traffic/recording/kept-recording.ts";
import { placeOf, realOf } from "../../contract/real-place.ts";

/** A file that a command writes because the user named it. */
export interface Output {
  /** As the user wrote it: `--report html=out.html`. */
  readonly flag: string;
  /** Relative to the working directory. */
  readonly path: string;
  /** It holds what nobody can make again: nothing may be there yet. */
  readonly once?: true;
  /** It is made anew each time, and takes the place of the one before: nothing else may be there yet. */
  readonly report?: true;
  /** The one input that it takes the place of on purpose. */
  readonly renews?: string;
}

/** A file that a command reads. */
export interface Input {
  /** `the document`. */
  readonly what: string;
  /** Relative to the working directory. */
  readonly path: string;
  /** A folder, all of whose files are read. */
  readonly isFolder?: true;
}

/**
 * Refuses what would take a file of the user's away, before anything is opened. Throws OUTPUT-IS-INPUT where a file
 * would be written that the same command reads, OUTPUT-TWICE where two outputs are one file, RECORDING-EXISTS
 * where a recording would be written over, and REPORT-EXISTS where what is no report would be, by one. `inputs` is asked only where a file is there that would be written over.
 */
export async function refuseOverwriting(
  cwd: string,
  given: readonly Output[],
  inputs: () => Promise<readonly Input[]>,
): Promise<void> {
  // Devices and pipes lose nothing, and may be named more than once.
  const outputs = given.filter(({ path }) => isFile(resolve(cwd, path)) !== false);
  const there = outputs.filter(({ path }) => isFile(resolve(cwd, path)) === true);
  const read = there.length === 0 ? [] : await inputs();
  for (const output of there) refuseInput(cwd, output, read);
  for (const { path, flag, once } of there) {
    if (once === true) refuseKept(resolve(cwd, path));
    else if (isRecordingHead(headOf(resolve(cwd, path)))) refuseKept(resolve(cwd, path), flag);
  }
  for (const output of there) if (output.report === true) refuseStranger(cwd, output);
  for (const [at, output] of outputs.entries()) refuseTwice(cwd, output, outputs.slice(0, at));
}

function refuseInput(cwd: string, { path, flag, renews }: Output, inputs: readonly Input[]): void {
  const place = placeOf(resolve(cwd, path));
  const real = realOf(resolve(cwd, path));
  const input = inputs.find((one) => {
    if (one.what === renews) return false;
    const source = resolve(cwd, one.path);
    return one.isFolder === true ? real.startsWith(realOf(source) + sep) : placeOf(source) === place;
  });
  if (input !== undefined)
    throw new ToolError("OUTPUT-IS-INPUT", `${path} is ${input.what}, which would be written over`, {
      where: flag,
      hint: "name another file; this one is as it was",
    });
}

function refuseStranger(cwd: string, { path, flag }: Output): void {
  if (isReportHead(headOf(resolve(cwd, path)))) return;
  throw new ToolError("REPORT-EXISTS", `${path} is there already, and is no report`, {
    where: flag,
    hint: "it would be lost: name another file, or remove this one",
  });
}

function refuseTwice(cwd: string, { path, flag }: Output, before: readonly Output[]): void {
  const place = placeOf(resolve(cwd, path));
  const other = before.find((one) => placeOf(resolve(cwd, one.path)) === place);
  if (other !== undefined)
    throw new ToolError("OUTPUT-TWICE", `two outputs go to ${path}`, {
      where: flag,
      hint: `${other.flag} goes there too: give each a file of its own`,
    });
}

/** Null where nothing is there, false for what is there and no file. */
function isFile(path: string): boolean | null {
  return statOf(path)?.isFile() ?? null;
}

const HEAD_BYTES = 2048;

/** The beginning of a file; "" of one that can't be read: who opens it for writing tells why. */
function headOf(path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(HEAD_BYTES);
      return bytes.toString("utf8", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
}
