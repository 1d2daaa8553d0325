import { type Command, InvalidArgumentError, Option } from "commander";
import { durationMs } from "../config/duration.ts";
import type { ServeOptions } from "../runner/index.ts";
import { type CommonOptions, collected, portNumber } from "./options.ts";

export interface ServeFlags extends CommonOptions {
  readonly port: number;
  readonly host: string;
  readonly fault?: readonly string[];
  readonly listFaults?: true;
  readonly handlers?: string;
  readonly pace: ServeOptions["pace"];
  readonly health: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly log?: true;
  readonly logFile?: string;
  readonly logFormat?: "text" | "ndjson";
  readonly watch: boolean;
}

/** In between two messages of a stream a cancel has to find its place. */
const LEAST_PACE_MS = 5;

export function withServeFlags(command: Command): Command {
  return command
    .option("--port <n>", "port to listen on; 0 for a free one", portNumber, 8080)
    .option("--host <host>", "interface to listen on", "127.0.0.1")
    .option("--fault <name>", "break the contract: NAME or NAME@CHANNEL (repeatable)", collected)
    .option("--list-faults", "show what can be broken")
    .option("--handlers <file>", "module whose default export answers operations by name")
    .addOption(
      new Option("--pace <pace>", "pause in streams: real, none, or a duration such as 50ms")
        .argParser(pace)
        .default(LEAST_PACE_MS, `${LEAST_PACE_MS}ms`),
    )
    .option("--health <path>", "path that answers GET with the stub's health", rooted, "/health")
    .option("--tls-cert <file>", "certificate (PEM) for wss://")
    .option("--tls-key <file>", "its key (PEM)")
    .option("--log", "tell of every connection and frame, on standard error")
    .option("--log-file <file>", "the same, at the end of a file")
    .addOption(
      new Option("--log-format <format>", "ndjson goes to standard output").choices(["text", "ndjson"]),
    )
    .option("--no-watch", "go on with the document as it is now, whatever becomes of its files");
}

/** What the flags mean for the stub. Ends the command where TLS is given by half. */
export function servingOf(
  flags: ServeFlags,
  command: Command,
): Pick<ServeOptions, "port" | "host" | "faults" | "handlers" | "pace" | "health" | "tls" | "log" | "watch"> {
  const { port, host, fault: faults = [], handlers = null, health, watch, tlsCert, tlsKey } = flags;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    command.error("error: --tls-cert and --tls-key belong together");
  const tls = tlsCert === undefined || tlsKey === undefined ? null : { cert: tlsCert, key: tlsKey };
  return { port, host, faults, handlers, pace: flags.pace, health, tls, log: logOf(flags), watch };
}

function logOf({ log, logFile, logFormat }: ServeFlags): ServeOptions["log"] {
  if (log === undefined && logFile === undefined && logFormat === undefined) return null;
  const format = logFormat ?? "text";
  const stream = format === "ndjson" ? process.stdout : process.stderr;
  return { format, file: logFile ?? null, stream };
}

function pace(text: string): ServeOptions["pace"] {
  if (text === "real") return "real";
  if (text === "none") return LEAST_PACE_MS;
  const ms = durationMs(text);
  if (ms === null) throw new InvalidArgumentError("It must be real, none, or a duration such as 50ms.");
  return ms;
}

function rooted(path: string): string {
  if (!/^\/[^?#]*$/.test(path)) throw new InvalidArgumentError("It must be a path that begins with a slash.");
  return path;
}
