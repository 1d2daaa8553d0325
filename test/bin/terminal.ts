import { execFile } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { join } from "node:path";
import { fixture } from "./cli.ts";

/** Debian's: it has the module for terminals, whatever other Python comes first on the path. */
const PYTHON = process.env["PYTHON3"] ?? "/usr/bin/python3";
const TYPE = join(fixture, "type.py");

/** What is waited for in what the program writes, and what is typed then. */
export type Step = readonly [seen: string, typed: string];

export interface Typed {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly steps: readonly Step[];
}

/**
 * Runs a program in a terminal and types. Gives what stood there, without colours, and the exit code: 99 where it did
 * not say what a step waits for.
 */
export async function inTerminal(
  command: readonly string[],
  { cwd, env = {}, steps }: Typed,
): Promise<{ readonly code: number; readonly screen: string }> {
  const args = [TYPE, JSON.stringify(steps), ...command];
  const options = { cwd, env: { ...process.env, TERM: "xterm", ...env }, timeout: 120_000 };
  return new Promise((resolve, reject) => {
    const child = execFile(PYTHON, args, options, (error, stdout, stderr) => {
      if (stderr !== "" || child.exitCode === null) reject(error ?? new Error(stderr));
      else resolve({ code: child.exitCode, screen: stripVTControlCharacters(stdout).replaceAll("\r", "") });
    });
  });
}
