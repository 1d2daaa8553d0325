import { shownConfig } from "../config/index.ts";
import { visibleJson } from "../contract/plain-text.ts";
import { coloursFor, errorText, type RunEnd, settingsText } from "../report/index.ts";
import type { Document } from "../runner/index.ts";
import type { CommonOptions } from "./options.ts";
import { plain } from "./plain.ts";

export { documentOf } from "./document-of.ts";

/** Says why nobody can tell, where that is so, and sets the exit code. */
export function finish({ error, exitCode }: RunEnd, options: CommonOptions): void {
  if (error !== null && !options.json) {
    const colours = coloursFor(process.stderr, { color: options.color, env: process.env });
    process.stderr.write(`\n${errorText(error, colours)}`);
  }
  process.exitCode = exitCode;
}

/** Prints the resolved config; it holds no secret. */
export function showConfig({ config }: Document, { json }: CommonOptions): void {
  const settings = shownConfig(config, process.env);
  process.stdout.write(json ? `${visibleJson({ settings }, 2)}\n` : plain(settingsText(settings)));
}
