import type { Command } from "commander";
import { REPORT_KINDS } from "../report/report-kinds.ts";
import type { Filter } from "../runner/filter.ts";
import { replayCommand } from "../runner/replay.ts";
import {
  type CommonOptions,
  collected,
  percent,
  portNumber,
  positiveNumber,
  wholeNumber,
} from "./options.ts";

/** What `run` takes beside the common options. */
export interface RunFlags extends CommonOptions {
  readonly grep?: string;
  readonly family?: readonly string[];
  readonly channel?: readonly string[];
  readonly operation?: readonly string[];
  readonly hostile?: true;
  readonly jobs: number;
  readonly runs?: number;
  readonly path?: string;
  readonly list?: true;
  readonly failed?: true;
  readonly bail?: true;
  readonly writeKnown?: true;
  readonly url?: string;
  readonly start?: string;
  readonly port?: number;
  readonly out?: string;
  readonly maxWait?: string;
  readonly report?: readonly string[];
  readonly minContractCoverage?: number;
  readonly maxUnspecified?: number;
}

export function withRunFlags(command: Command): Command {
  return command
    .option("--url <url>", "the service under test: ws://host:port")
    .option("--start <command>", "command that starts it; {port} stands for the port, which is also in PORT")
    .option("--port <n>", "port on which the started service listens", portNumber)
    .option("--out <dir>", "folder of the generated tests (default: generated-tests)")
    .option("--grep <text>", "only tests with this in their title; /RE/ for a regular expression")
    .option("--family <name>", "only this family (repeatable)", collected)
    .option("--channel <name>", "only this channel (repeatable)", collected)
    .option("--operation <name>", "only this operation (repeatable)", collected)
    .option("--failed", "only tests that failed when they last ran")
    .option("--bail", "stop at the first failure")
    .option("--max-wait <duration>", "wait for no idle limit or deadline longer than this (default: 5s)")
    .option("--known <file>", "violations that are accepted for now")
    .option("--write-known", "accept what is broken now, and write it there (asyncproof.known.yaml)")
    .option("--rate <n>", "send at most so many frames a second", Number)
    .option("--hostile", "also flood and send bad input where the service is not on this machine")
    .option("--jobs <n>", "how many scenarios run at a time", positiveNumber, 1)
    .option("--runs <n>", "how many values each property is tried with (default: 20)", positiveNumber)
    .option("--path <path>", "with --grep and --seed: the one value that a failure names")
    .option("--list", "show what would be sent, and send nothing")
    .option("--report <kind=path>", `write a report: ${REPORT_KINDS.join(", ")} (repeatable)`, collected)
    .option("--min-contract-coverage <percent>", "exit 1 where less of the contract was exercised", percent)
    .option("--max-unspecified <n>", "exit 1 where more tests are unspecified", wholeNumber);
}

export function filterOf({ grep = "", family = [], channel = [], operation = [] }: RunFlags): Filter {
  return { grep, families: family, channels: channel, operations: operation, without: [], only: null };
}

/** The flags that matter when one test of the run is to be run again. */
export function replayOf(spec: string, flags: RunFlags): string {
  const { url, start, port, config, out, hostile, maxWait } = flags;
  const { role, server, subprotocol, strict, overlay, root, allowRemote } = flags;
  const reading = { role, server, subprotocol, strict, overlay, root, "allow-remote": allowRemote };
  return replayCommand(spec, { url, start, port, config, out, ...reading, "max-wait": maxWait, hostile });
}
