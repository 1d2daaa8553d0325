import { type Command, InvalidArgumentError, Option } from "commander";
import type { ConfigFile } from "../config/model.ts";

/** What every command takes. */
export interface CommonOptions {
  readonly config?: string;
  readonly role?: "server" | "client";
  readonly server?: string;
  readonly subprotocol?: readonly string[];
  readonly strict?: true;
  readonly overlay?: readonly string[];
  readonly root?: string;
  readonly allowRemote?: true;
  readonly seed?: number;
  readonly json?: true;
  readonly showConfig?: true;
  readonly color: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

export function withCommonOptions(command: Command): Command {
  return command
    .option("--config <file>", "config file; default asyncproof.config.ts, .mjs, .json or .yaml")
    .addOption(
      new Option("--role <role>", "from whose chair the document is written").choices(["server", "client"]),
    )
    .option("--server <name>", "the document's server that is meant; taken for a WebSocket")
    .option("--subprotocol <name>", "subprotocol to offer in every handshake (repeatable)", subprotocol)
    .option("--strict", "refuse a document with any fault, in place of testing what can be tested")
    .option("--overlay <file>", "change the document by an OpenAPI Overlay (repeatable)", collected)
    .option("--root <dir>", "folder that references must not leave (default: the document's)")
    .option("--allow-remote", "fetch references to http and https")
    .option("--seed <n>", "the same seed gives the same values", wholeNumber)
    .option("--show-config", "show every setting and where it comes from, and do nothing else")
    .option("--json", "one JSON document on standard output, nothing else")
    .option("--no-color", "no colours")
    .option("--quiet", "only what went wrong, and the counts")
    .option("--verbose", "more, and stacks of errors");
}

/** Flags that are settings, under the names of the config file; those not given are left out. */
export function settingsOf(options: object): ConfigFile {
  const keys = [
    "url",
    "start",
    "port",
    "out",
    "templates",
    "seed",
    "runs",
    "overlay",
    "root",
    "allowRemote",
    "maxWait",
    "known",
    "rate",
  ];
  const given = Object.entries(options).filter(([key]) => keys.includes(key));
  return Object.fromEntries(given.map(([key, value]) => [key === "overlay" ? "overlays" : key, value]));
}

/** For options that may be given again and again. */
export function collected(word: string, before: readonly string[] = []): readonly string[] {
  return [...before, word];
}

/** A JSON pointer into payloads: one that is written otherwise would mask nothing, and nobody would notice. */
export function payloadPointer(word: string, before: readonly string[] = []): readonly string[] {
  if (word.startsWith("/")) return [...before, word];
  const meant = word.replace(/^.*#\/?|^\$?\.?/, "").replaceAll(".", "/");
  throw new InvalidArgumentError(`It must be a JSON pointer: /${meant === "" ? "user/email" : meant}.`);
}

/** A token of RFC 6455, section 4.1, offered once. */
function subprotocol(word: string, before: readonly string[] = []): readonly string[] {
  if (!/^[!#$%&'*+.^`|~\w-]+$/.test(word))
    throw new InvalidArgumentError("It must be a word of letters, digits and -._ without blanks or commas.");
  if (before.includes(word)) throw new InvalidArgumentError("It is offered already.");
  return [...before, word];
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

export function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError("It must be at least 1.");
  return number;
}

export function percent(text: string): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= 100)) throw new InvalidArgumentError("It must be a number from 0 to 100.");
  return number;
}

export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError("A port is at most 65535.");
  return port;
}
