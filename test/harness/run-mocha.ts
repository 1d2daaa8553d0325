import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { lockText } from "../../contract/index.ts";
import type { Contract } from "../../contract/model.ts";

const HARNESS = new URL("../../harness/index.ts", import.meta.url).href;
const HOOK = new URL("../../harness/ts/register.mjs", import.meta.url).href;
const MOCHA = new URL("../../node_modules/mocha/bin/mocha.js", import.meta.url).pathname;

/** What a run of plain Mocha said. */
export interface MochaRun {
  readonly code: number;
  readonly stderr: string;
  /** Titles of tests by how they ended, in order. */
  readonly passes: readonly string[];
  readonly pending: readonly string[];
  readonly failures: readonly { readonly title: string; readonly message: string }[];
  /** Run events that the harness wrote. */
  readonly events: readonly { readonly [key: string]: unknown }[];
}

/** A folder with a lock and one test file, run by Mocha in a process of its own. */
export async function runMocha(
  contract: Contract,
  tests: string,
  env: { readonly [name: string]: string },
): Promise<MochaRun> {
  const folder = await mkdtemp(join(tmpdir(), "plain-"));
  try {
    await writeFile(join(folder, "contract.lock.json"), lockText(contract));
    await writeFile(join(folder, "some.test.ts"), source(tests));
    return await runIn(folder, env);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function source(tests: string): string {
  return `import { contractAt, expect } from ${JSON.stringify(HARNESS)};
const { scenario, notReached } = contractAt(new URL("./contract.lock.json", import.meta.url));
${tests}`;
}

/** The loader is given to Node itself: Mocha would start another process for it, which has no third descriptor. */
async function runIn(folder: string, env: { readonly [name: string]: string }): Promise<MochaRun> {
  const events = await open(join(folder, "events.ndjson"), "w");
  const child = spawn(
    process.execPath,
    [`--import=${HOOK}`, MOCHA, "--no-config", "-R", "json", "some.test.ts"],
    {
      cwd: folder,
      env: { ...process.env, ...env, ASYNCPROOF_EVENTS: "3" },
      stdio: ["ignore", "pipe", "pipe", events.fd],
      timeout: 20_000,
    },
  );
  const [stdout, stderr] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, "close"),
  ]);
  await events.close();
  const report = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const titles = (list: readonly { title: string }[]): string[] => list.map(({ title }) => title);
  return {
    code: child.exitCode ?? -1,
    stderr,
    passes: titles(report.passes),
    pending: titles(report.pending),
    failures: report.failures.map((one: { title: string; err: { message: string } }) => ({
      title: one.title,
      message: one.err.message,
    })),
    events: linesOf(await readFile(join(folder, "events.ndjson"), "utf8")),
  };
}

function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? Promise.resolve("") : text(stream);
}

function linesOf(ndjson: string): { readonly [key: string]: unknown }[] {
  const lines = ndjson.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line));
}
