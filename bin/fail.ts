import { visibleJson } from "../contract/plain-text.ts";
import { ToolError } from "../contract/tool-error.ts";
import { coloursFor } from "../report/colours.ts";
import { errorObject, errorText } from "../report/error-text.ts";
import { plain } from "./plain.ts";

const COULD_NOT_TELL = 2;

/**
 * Says what went wrong, without a stack unless `--verbose` asks for it, and gives the exit code. With `--json` the
 * error is the one document on standard output.
 */
export function fail(error: unknown, argv: readonly string[] = process.argv): number {
  const known = error instanceof ToolError ? error : ownFault(error);
  if (argv.includes("--json"))
    process.stdout.write(`${visibleJson({ exitCode: COULD_NOT_TELL, error: errorObject(known) }, 2)}\n`);
  else {
    const wanted = { color: !argv.includes("--no-color"), env: process.env };
    process.stderr.write(errorText(known, coloursFor(process.stderr, wanted)));
  }
  if (argv.includes("--verbose") && error instanceof Error) process.stderr.write(plain(`${error.stack}\n`));
  return COULD_NOT_TELL;
}

/** An exception in words. */
export function exceptionText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function ownFault(error: unknown): ToolError {
  return new ToolError("FAULT", `this is a fault of asyncproof: ${exceptionText(error)}`, {
    hint: "please report it with what you ran; --verbose shows where it happened",
  });
}
