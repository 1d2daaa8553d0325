import type { Command } from "commander";
import { REPORT_KINDS } from "../report/report-kinds.ts";
import type { Filter } from "../runner/filter.ts";
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
  readonly list?: true;
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
    .option("--hostile", "also flood and send bad input where the service is not on this machine")
    .option("--jobs <n>", "how many scenarios run at a time", positiveNumber, 1)
    .option("--list", "show what would be sent, and send nothing")
    .option("--report <kind=path>", `write a report: ${REPORT_KINDS.join(", ")} (repeatable)`, collected)
    .option("--min-contract-coverage <percent>", "exit 1 where less of the contract was exercised", percent)
    .option("--max-unspecified <n>", "exit 1 where more tests are unspecified", wholeNumber);
}

export function filterOf({ grep = "", family = [], channel = [], operation = [] }: RunFlags): Filter {
  return { grep, families: family, channels: channel, operations: operation, without: [] };
}
