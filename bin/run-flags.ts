import { type Command, InvalidArgumentError } from "commander";
import { shownUrl } from "../config/shown-url.ts";
import { REPORT_KINDS } from "../report/report-kinds.ts";
import { type Filter, patternOf } from "../runner/filter.ts";
import type { Gates } from "../runner/gates.ts";
import { replayCommand } from "../runner/replay.ts";
import { type Shard, shardOf } from "./shard.ts";
import {
  type CommonOptions,
  collected,
  percent,
  portNumber,
  positiveNumber,
  wholeNumber,
} from "./options.ts";
import { watchOption } from "./watch-option.ts";

/** What `run` takes beside the common options. */
export interface RunFlags extends CommonOptions, ReportFlags {
  readonly grep?: string;
  readonly family?: readonly string[];
  readonly channel?: readonly string[];
  readonly operation?: readonly string[];
  readonly hostile?: true;
  readonly jobs?: number;
  readonly runs?: number;
  readonly path?: string;
  readonly list?: true;
  readonly watch?: true;
  readonly templates?: string;
  readonly failed?: true;
  readonly bail?: true;
  readonly writeKnown?: true;
  readonly url?: string;
  readonly start?: string;
  readonly port?: number;
  readonly out?: string;
  readonly maxWait?: string;
  readonly shard?: Shard;
}

/** What every command that reports a run takes. */
export interface ReportFlags {
  readonly report?: readonly string[];
  readonly minContractCoverage?: number;
  readonly maxUnspecified?: number;
}

/** What is about one whole run. */
const NO_WATCH = [
  "list",
  "writeKnown",
  "failed",
  "shard",
  "coverage",
  "minContractCoverage",
  "maxUnspecified",
];

/** Which tests, and what becomes of their failures; the rest `check` takes too. */
export function withRunFlags(command: Command): Command {
  return withServiceFlags(command)
    .option("--grep <text>", "only tests with this in their title; /RE/ for a regular expression", grep)
    .option("--family <name>", "only this family (repeatable)", collected)
    .option("--channel <name>", "only this channel (repeatable)", collected)
    .option("--operation <name>", "only this operation (repeatable)", collected)
    .option("--failed", "only tests that failed when they last ran")
    .option("--shard <i/n>", "only the i-th of n equal parts of the tests", shardOf)
    .option("--bail", "stop at the first failure")
    .option("--write-known", "accept what is broken now, and write it there (asyncproof.known.yaml)")
    .option("--path <path>", "with --grep and --seed: the one value that a failure names")
    .addOption(
      watchOption(
        "run again what a change of document or config affects; the service stays as it is",
        NO_WATCH,
      ),
    )
    .option("--list", "show what would be sent, and send nothing")
    .hook("preAction", refuseLonePath);
}

/** Of every other property it would leave out all values but one that means nothing there. */
function refuseLonePath(_: Command, command: Command): void {
  const { path, grep }: Partial<RunFlags> = command.opts();
  if (path !== undefined && !grep)
    command.error("error: --path names a value of one test: give that test's title with --grep");
}

/** The service under test, how it is met, what is reported of it, and when that is not enough. */
export function withServiceFlags(command: Command): Command {
  const ran = command
    .option("--url <url>", "the service under test: ws://host:port")
    .option("--start <command>", "command that starts it; {port} stands for the port, which is also in PORT")
    .option("--port <n>", "port on which the started service listens", portNumber)
    .option("--out <dir>", "folder of the generated tests (default: generated-tests)")
    .option("--templates <dir>", "templates that take the place of ours, by their names")
    .option("--max-wait <duration>", "wait for no idle limit or deadline longer than this (default: 5s)")
    .option("--known <file>", "violations that are accepted for now")
    .option("--rate <n>", "send at most so many frames a second", Number)
    .option("--hostile", "also flood and send bad input where the service is not on this machine")
    .option(
      "--jobs <n>",
      "how many scenarios run at a time (default: 8 before the stub, else 1; 1 where connections are limited)",
      positiveNumber,
    )
    .option("--runs <n>", "how many values each property is tried with (default: 20)", positiveNumber);
  return withReportFlags(ran);
}

/** What is reported, and when it is not enough. */
export function withReportFlags(command: Command): Command {
  return command
    .option("--report <kind=path>", `write a report: ${REPORT_KINDS.join(", ")} (repeatable)`, collected)
    .option("--min-contract-coverage <percent>", "exit 1 where less of the contract was exercised", percent)
    .option("--max-unspecified <n>", "exit 1 where more tests are unspecified", wholeNumber);
}

export function gatesOf({ minContractCoverage, maxUnspecified }: ReportFlags): Gates {
  return { minContractCoverage: minContractCoverage ?? null, maxUnspecified: maxUnspecified ?? null };
}

function grep(text: string): string {
  try {
    patternOf(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? `${error.message}.` : "");
  }
}

export function filterOf({ grep = "", family, channel, operation, shard }: Partial<RunFlags>): Filter {
  return {
    grep,
    families: (family ?? []).flatMap((names) => names.split(",")),
    channels: channel ?? [],
    operations: operation ?? [],
    without: [],
    only: null,
    shard: shard ?? null,
  };
}

/** The flags that matter when one test of the run is to be run again. */
export function replayOf(spec: string, flags: Partial<RunFlags>): string {
  const { url, start, port, config, out, templates, hostile, maxWait } = flags;
  const { role, server, subprotocol, strict, overlay, root, allowRemote } = flags;
  const reading = { role, server, subprotocol, strict, overlay, root, "allow-remote": allowRemote };
  return replayCommand(spec, {
    url: url === undefined ? url : shownUrl(url),
    start,
    port,
    config,
    out,
    templates,
    ...reading,
    "max-wait": maxWait,
    hostile,
  });
}
