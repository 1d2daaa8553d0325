import { Command } from "commander";
import { visibleJson } from "../contract/plain-text.ts";
import { plain } from "./plain.ts";
import { guard, outputOf } from "./guard.ts";
import { settingsOf, withCommonOptions } from "./options.ts";
import { type ServeFlags, servingOf, withServeFlags } from "./serve-flags.ts";

/** `asyncproof serve`: the stub server, until it is told to stop. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .description("a stub server that keeps the document, or breaks it in one way")
    .argument("[spec]", "the AsyncAPI document");
  return withCommonOptions(withServeFlags(command)).action(act);
}

async function act(spec: string | undefined, flags: ServeFlags, command: Command): Promise<void> {
  const [{ faultsText, serve }, { documentOf, showConfig }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
  ]);
  // The port is the stub's here, not that of a service under test.
  const { port: _, ...settings } = settingsOf(flags);
  const given = spec === undefined ? null : await documentOf(spec, flags, settings);
  if (flags.listFaults) {
    process.stdout.write(plain(await faultsText(given, flags.json)));
    return;
  }
  if (given === null) return command.error("error: missing required argument 'spec'");
  const document = given;
  if (flags.showConfig) return showConfig(document, flags);
  const serving = servingOf(flags, command);
  const files = {
    "the module of `--handlers`": [flags.handlers],
    "a file of TLS": [flags.tlsCert, flags.tlsKey],
  };
  await guard(outputOf("--log-file", flags.logFile), { documents: [document], files });
  // Standard output is all NDJSON where the log goes there.
  const isJson = serving.log?.format === "ndjson" && serving.log.file === null;
  if (isJson && flags.json)
    command.error("error: --json is one document; --log-format ndjson would follow it: name a --log-file");
  const listening = (url: string, channels: { readonly [name: string]: string }): void => {
    const line = isJson ? JSON.stringify({ kind: "listening", url }) : url;
    process.stdout.write(flags.json ? `${visibleJson({ url, channels }, 2)}\n` : `${line}\n`);
  };
  await serve({ ...document, ...serving, listening });
}
