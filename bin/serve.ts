import { Command } from "commander";
import { type CommonOptions, collected, portNumber, settingsOf, withCommonOptions } from "./options.ts";

interface ServeFlags extends CommonOptions {
  readonly port: number;
  readonly host: string;
  readonly fault?: readonly string[];
  readonly listFaults?: true;
  readonly handlers?: string;
}

/** `asyncproof serve`: the stub server, until it is told to stop. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .description("a stub server that keeps the document, or breaks it in one way")
    .argument("[spec]", "the AsyncAPI document")
    .option("--port <n>", "port to listen on; 0 for a free one", portNumber, 8080)
    .option("--host <host>", "interface to listen on", "127.0.0.1")
    .option("--fault <name>", "break the contract: NAME or NAME@CHANNEL (repeatable)", collected)
    .option("--list-faults", "show what can be broken, and with a document where")
    .option("--handlers <file>", "module whose default export answers operations by name");
  return withCommonOptions(command).action(act);
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
    process.stdout.write(await faultsText(given));
    return;
  }
  if (given === null) return command.error("error: missing required argument 'spec'");
  const document = given;
  if (flags.showConfig) return showConfig(document, flags);
  const { port, host, fault: faults = [], handlers = null } = flags;
  const listening = (url: string): void => void process.stdout.write(`${url}\n`);
  await serve({ ...document, port, host, faults, handlers, listening });
}
