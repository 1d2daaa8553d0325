import { isAbsolute, join, relative, sep } from "node:path";
import { ToolError } from "../contract/tool-error.ts";
import { coloursFor, errorText, type ExitCode, hang, widthOf } from "../report/index.ts";
import type { Target } from "../runner/index.ts";
import { plain } from "./plain.ts";

/** What came of one of several documents. */
export interface DocumentLine {
  readonly target: Target;
  readonly code: ExitCode;
  readonly text: string;
  /** What is told of it at length, on standard error; null where it was told already. */
  readonly error: ToolError | null;
}

/** The summary of several documents: a line for each, those that were not run included. */
export function documentsText(
  targets: readonly Target[],
  rows: readonly DocumentLine[],
  { color, words }: { readonly color: boolean; readonly words: readonly [string, string, string] },
): string {
  const colours = coloursFor(process.stdout, { color, env: process.env });
  const column = Math.max(...targets.map(({ name }) => name.length)) + 2;
  const lead = column + 16;
  const lines = targets.map((target) => {
    const row = rows.find((one) => one.target === target);
    const code = row?.code ?? 2;
    const paint = [colours.green, colours.red, colours.yellow][code] ?? String;
    if (row?.error != null)
      process.stderr.write(`\n${plain(target.name)}\n${errorText(seenFromHere(target, row.error), colours)}`);
    const word = row === undefined ? "not run" : words[code];
    const rest = hang(lead, plain(row?.text ?? ""), widthOf(process.stdout));
    return `${plain(target.name).padEnd(column)}${paint(word.padEnd(16))}${rest}`.trimEnd();
  });
  return `\n${targets.length} documents\n${lines.map((line) => `${line}\n`).join("")}`;
}

/** A document may be run in a folder of its own; whoever reads all of them is where the command was typed. */
export function seenFromHere({ cwd }: Target, error: ToolError): ToolError {
  const { code, message, where, hint } = error;
  const there = relative(process.cwd(), cwd);
  if (there === "" || where === null || typeof where === "string" || isAbsolute(where.file)) return error;
  const file = join(there, where.file).split(sep).join("/");
  return new ToolError(code, message, { where: { ...where, file }, hint });
}
