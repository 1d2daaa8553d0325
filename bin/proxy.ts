import { plain } from "./plain.ts";
import { Command } from "commander";
import { guard, outputOf } from "./guard.ts";
import {
  type CommonOptions,
  collected,
  payloadPointer,
  portNumber,
  positiveNumber,
  settingsOf,
  withCommonOptions,
} from "./options.ts";

interface ProxyFlags extends CommonOptions {
  readonly target: string;
  readonly port: number;
  readonly host: string;
  readonly enforce?: true;
  readonly seesAll?: true;
  readonly sample: number;
  readonly redact?: readonly string[];
  readonly record: string;
  readonly ui?: number | true;
  readonly report?: readonly string[];
}

/** `asyncproof proxy`: judges live traffic between real clients and a real service. */
export function proxyCommand(): Command {
  const command = new Command("proxy")
    .description("stand between real clients and a real service, and judge every frame of both")
    .argument("<spec>", "the AsyncAPI document")
    .requiredOption("--target <url>", "the real service: ws://host:port or wss://host")
    .option("--port <n>", "port to listen on; 0 for a free one", portNumber, 8090)
    .option("--host <host>", "interface to listen on", "127.0.0.1")
    .option("--enforce", "block what breaks the contract, in place of telling it alone")
    .option("--sees-all", "no client reaches the service on another way: judge who must not get a push")
    .option("--sample <n>", "judge one of so many connections, let the others through", positiveNumber, 1)
    .option(
      "--redact <pointer>",
      "payload value that is never written: /user/email (repeatable)",
      payloadPointer,
    )
    .option("--record <file>", "write the traffic, without secrets, for `validate`", "")
    .option("--ui [port]", "show the frames as they flow on a page on 127.0.0.1", portNumber)
    .option("--report <kind=path>", "write a report at the end: html, junit, ... (repeatable)", collected);
  return withCommonOptions(command).action(act);
}

async function act(spec: string, flags: ProxyFlags): Promise<void> {
  const [runner, { fileReports, mainReporter, reportOutputs }, { documentOf, finish }] = await Promise.all([
    import("../runner/index.ts"),
    import("./reporters.ts"),
    import("./finish.ts"),
  ]);
  const { liveView, proxy, reportsOf } = runner;
  const { port: _, ...settings } = settingsOf(flags);
  const document = await documentOf(spec, flags, settings);
  const recording = outputOf("--record", flags.record).map((output) => ({ ...output, once: true as const }));
  await guard([...recording, ...reportOutputs(flags.report)], { documents: [document] });
  const reports = reportsOf(mainReporter(flags), fileReports(flags.report ?? [], flags));
  const { target, host, port, sample, record, redact: pointers = [] } = flags;
  const { enforce = false, seesAll = false } = flags;
  const ui = flags.ui === undefined ? null : flags.ui === true ? 0 : flags.ui;
  const how = { ui, target, host, port, sample, record, pointers, enforce, seesAll };
  const view = liveView(process.stderr, process.stderr.isTTY === true && !flags.quiet);
  const listening = (url: string): void => void process.stderr.write(plain(`${url} -> ${target}\n`));
  const page = (url: string): void => void process.stderr.write(plain(`live page: ${url}\n`));
  finish(await proxy({ ...document, ...how, env: process.env, reports, view, listening, page }), flags);
}
