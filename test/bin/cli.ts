import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";

export const root: string = join(import.meta.dirname, "../..");
export const fixture: string = join(root, "test/bin/fixture");

/** Each command reads its document with the official parser, which takes long on a busy machine. */
export const PATIENT_MS = 90_000;

/** A finished command, or one that still runs. */
export interface Cli {
  readonly child: ChildProcess;
  stdout: string;
  stderr: string;
  /** Resolves with the exit code; -1 where a signal ended it. */
  readonly ended: Promise<number>;
}

/** Starts the built command as a user does. `npm test` builds before. */
export function start(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Cli {
  if (!existsSync(join(root, "dist/bin/main.js"))) throw new Error("not built: npm run build");
  const child = spawn(process.execPath, [join(root, "bin/asyncproof"), ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const cli: Cli = {
    child,
    stdout: "",
    stderr: "",
    ended: once(child, "close").then(([code]) => code ?? -1),
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    cli.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    cli.stderr += text;
  });
  return cli;
}

/** Runs the built command to its end. */
export async function asyncproof(
  args: readonly string[],
  cwd: string = fixture,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const cli = start(args, cwd, env);
  const code = await cli.ended;
  return { code, stdout: cli.stdout, stderr: cli.stderr };
}

/** Resolves with the first match in what the command writes; rejects when it ends before. */
export async function said(cli: Cli, pattern: RegExp): Promise<RegExpExecArray> {
  const over = cli.ended.then(() => true);
  for (;;) {
    const match = pattern.exec(cli.stdout) ?? pattern.exec(cli.stderr);
    if (match !== null) return match;
    const heard = new AbortController();
    const [output, errors] = [cli.child.stdout ?? cli.child, cli.child.stderr ?? cli.child];
    const more = [output, errors].map((stream) => once(stream, "data", { signal: heard.signal }));
    const first = await Promise.race([over, ...more]);
    // The other stream may say nothing for long: nobody listens on it for this word any more.
    heard.abort();
    await Promise.allSettled(more);
    if (first === true) throw new Error(`ended without ${pattern}:\n${cli.stdout}\n${cli.stderr}`);
  }
}
