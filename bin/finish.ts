import { visibleJson } from "../contract/plain-text.ts";
import { plain } from "./plain.ts";
import { type ConfigFile, loadConfig, shownConfig } from "../config/index.ts";
import { coloursFor, errorText, type RunEnd, settingsText } from "../report/index.ts";
import type { Document } from "../runner/index.ts";
import type { CommonOptions } from "./options.ts";

/** The document that a command is about, with its config resolved. */
export async function documentOf(
  spec: string,
  flags: CommonOptions,
  settings: ConfigFile,
  cwd: string = process.cwd(),
): Promise<Document> {
  const file = flags.config === undefined ? {} : { file: flags.config };
  const config = await loadConfig({ cwd, ...file, flags: settings, env: process.env });
  const reading = {
    role: flags.role ?? null,
    server: flags.server ?? null,
    subprotocols: flags.subprotocol ?? null,
    strict: flags.strict ?? false,
  };
  return { spec, cwd, config, ...reading, talk: talker(flags) };
}

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

/** Where talk goes: standard error, unless nobody wants to hear it. */
function talker({ quiet }: CommonOptions): (text: string) => void {
  return (text) => {
    if (!quiet) process.stderr.write(plain(text));
  };
}
