import { Command } from "commander";
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
    process.stdout.write(plain(await faultsText(given)));
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
  const listening = (url: string): void =>
    void process.stdout.write(isJson ? `${JSON.stringify({ kind: "listening", url })}\n` : `${url}\n`);
  await serve({ ...document, ...serving, listening });
  // A handler of the user's may still wait for something; the stub is closed, and nobody hears it any more.
  setTimeout(() => process.exit(), 1000).unref();
}
