import { Command } from "commander";
import { guard } from "./guard.ts";
import { type CommonOptions, collected, payloadPointer, settingsOf, withCommonOptions } from "./options.ts";

interface ValidateFlags extends CommonOptions {
  readonly channel: string;
  readonly host?: readonly string[];
  readonly redact?: readonly string[];
  readonly report?: readonly string[];
}

/** `asyncproof validate`: judges recorded traffic. */
export function validateCommand(): Command {
  const command = new Command("validate")
    .description("judge recorded traffic: recordings of the proxy, or HTTP archives (HAR) with WebSockets")
    .argument("<spec>", "the AsyncAPI document")
    .argument("<recording...>", "files or patterns, plain or gzipped")
    .option("--channel <name>", "channel of connections whose handshake was not recorded", "")
    .option(
      "--host <host>",
      "host of a HAR's WebSockets that is the service: host or host:port (repeatable)",
      collected,
    )
    .option(
      "--redact <pointer>",
      "payload value that no report may show: /user/email (repeatable)",
      payloadPointer,
    )
    .option("--report <kind=path>", "write a report: html, junit, ... as `run` does (repeatable)", collected);
  return withCommonOptions(command).action(act);
}

async function act(spec: string, recordings: readonly string[], flags: ValidateFlags): Promise<void> {
  const [{ reportsOf, validate }, { fileReports, mainReporter, reportOutputs }, { documentOf, finish }] =
    await Promise.all([import("../runner/index.ts"), import("./reporters.ts"), import("./finish.ts")]);
  const document = await documentOf(spec, flags, settingsOf(flags));
  await guard(reportOutputs(flags.report), { documents: [document], recordings });
  const reports = reportsOf(mainReporter(flags), fileReports(flags.report ?? [], flags));
  const { channel, host: hosts = [], redact: pointers = [] } = flags;
  finish(
    await validate({ ...document, env: process.env, recordings, channel, hosts, pointers, reports }),
    flags,
  );
}
