import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { ToolError } from "../contract/tool-error.ts";
import type { Environment } from "./environment.ts";

export interface CommandRun {
  /** The program and its words: no shell reads them, so nothing in them is expanded or split. */
  readonly command: readonly string[];
  readonly timeoutMs: number;
  readonly env: Environment;
  /** The config key that it stands at, for an error. */
  readonly key: string;
}

/** More than any credential, and enough to tell what went wrong. */
const MOST_CHARACTERS = 1_000_000;
/** How long a program's pipes may be held open by what it left behind. */
const DRAIN_MS = 200;

/** An error about a command: what, and a hint. */
type Failing = (message: string, hint: string) => ToolError;

/**
 * Runs a command to its end and gives what it wrote on standard output. `failing` makes the error where it cannot be
 * started, ends with another code than 0, or not in time (it is killed then). Only the program's name is told of the
 * command: its words may be secret.
 */
export async function runCommand(run: CommandRun, failing: Failing): Promise<string> {
  const [program = "", ...words] = run.command;
  const child = spawn(program, words, { env: { ...run.env }, stdio: ["ignore", "pipe", "pipe"] });
  const out = collected(child.stdout);
  const err = collected(child.stderr);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    child.kill("SIGKILL");
  }, run.timeoutMs);
  const exit = (): boolean => child.kill("SIGKILL");
  process.once("exit", exit);
  try {
    const closed = once(child, "close");
    closed.catch(() => {});
    await once(child, "exit");
    await Promise.race([closed, pause(DRAIN_MS)]);
  } catch (error) {
    throw failing(`\`${program}\` cannot be started: ${textOf(error)}`, `it stands at \`${run.key}\``);
  } finally {
    clearTimeout(timer);
    process.off("exit", exit);
    child.stdout.destroy();
    child.stderr.destroy();
  }
  if (late.signal.aborted)
    throw failing(
      `\`${program}\` did not end within ${run.timeoutMs} ms`,
      "`hookTimeout` says how long it may take",
    );
  if (child.exitCode !== 0) throw failing(`\`${program}\` ended ${endOf(child)}`, lastOf(err(), run.key));
  return out();
}

function collected(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (more: string) => {
    if (text.length < MOST_CHARACTERS) text += more;
  });
  return () => text;
}

function endOf({ exitCode, signalCode }: ChildProcess): string {
  return signalCode === null ? `with exit code ${exitCode}` : `by ${signalCode}`;
}

function lastOf(text: string, key: string): string {
  const lines = text.trim().split("\n").slice(-10).join("\n");
  return lines === "" ? `it stands at \`${key}\` and wrote no error` : `the last it wrote:\n${lines}`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
