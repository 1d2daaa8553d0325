import { configAside } from "../config/config-aside.ts";
import { loadConfig } from "../config/load.ts";
import type { ConfigFile } from "../config/model.ts";
import type { Document } from "../runner/index.ts";
import type { CommonOptions } from "./options.ts";
import { plain } from "./plain.ts";

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
  const talk = talker(flags);
  const aside = config.file === null ? configAside(spec, cwd) : null;
  if (aside !== null)
    talk(`note: ${aside} is not read: it is not in the working directory, and no --config names it\n`);
  return { spec, cwd, config, ...reading, talk };
}

/** Where talk goes: standard error, unless nobody wants to hear it. */
function talker({ quiet }: CommonOptions): (text: string) => void {
  return (text) => {
    if (!quiet) process.stderr.write(plain(text));
  };
}
