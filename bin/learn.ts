import { Command } from "commander";
import { visibleJson } from "../contract/plain-text.ts";
import { guard, outputOf } from "./guard.ts";
import { type CommonOptions, collected, settingsOf, withCommonOptions } from "./options.ts";
import { plain } from "./plain.ts";

interface LearnFlags extends CommonOptions {
  readonly spec: string;
  readonly channel: string;
  readonly host?: readonly string[];
  readonly out: string;
  readonly force?: true;
}

/** `asyncproof learn`: proposes what a document should say. */
export function learnCommand(): Command {
  const command = new Command("learn")
    .description("propose, from recorded traffic, a first document or what one leaves unsaid")
    .argument("<recording...>", "files or patterns, plain or gzipped")
    .option("--spec <file>", "the AsyncAPI document; the proposal is then an overlay for it", "")
    .option("--channel <name>", "channel (without a document: path) of connections without a handshake", "")
    .option(
      "--host <host>",
      "host of a HAR's WebSockets that is the service: host or host:port (repeatable)",
      collected,
    )
    .option("--out <file>", "write the proposal to a file that is not there yet", "")
    .option("--force", "write over a file that is there");
  return withCommonOptions(command).action(act);
}

async function act(recordings: readonly string[], flags: LearnFlags): Promise<void> {
  const [{ learn, learnedText }, { documentOf }] = await Promise.all([
    import("../runner/index.ts"),
    import("./finish.ts"),
  ]);
  const { out: _, ...settings } = settingsOf(flags);
  const document = await documentOf(flags.spec, flags, settings);
  await guard(outputOf("--out", flags.out), { documents: [document], recordings });
  const { channel, host: hosts = [], out, force = false } = flags;
  const learned = await learn({ ...document, recordings, channel, hosts, out, force });
  document.talk(learnedText(learned));
  if (flags.json) process.stdout.write(`${visibleJson({ exitCode: 0, ...learned }, 2)}\n`);
  else if (out === "") process.stdout.write(plain(learned.text));
}
