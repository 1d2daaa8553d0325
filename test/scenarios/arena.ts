import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadConfig } from "../../config/index.ts";
import { readLock } from "../../contract/index.ts";
import { type Arena, createArena, type Patience } from "../../runner/faults/arena.ts";
import { openBench } from "../../runner/faults/bench.ts";
import type { TrialResult } from "../../runner/faults/bench-model.ts";
import { root } from "../bin/cli.ts";

/** What became of tests, by their titles. */
export type Outcomes = ReadonlyMap<string, TrialResult>;

/** The tests as they are committed, in one process, and stubs of their lock. */
export async function referenceArena(): Promise<{ readonly arena: Arena } & AsyncDisposable> {
  const contract = readLock(join(root, "generated-tests/contract.lock.json"));
  const config = await loadConfig({ cwd: root, flags: {}, env: {} });
  const folder = join(root, "generated-tests");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name));
  const bench = await openBench({
    job: { files },
    cwd: root,
    env: { ...process.env, ASYNCPROOF_URL: "ws://127.0.0.1:1" },
    limitMs: 300_000,
  });
  const arena = await createArena({ bench, patienceMs: 2000, stub: { contract, config } });
  return { arena, [Symbol.asyncDispose]: () => bench.close() };
}

interface Bout {
  /** "" for the right stub. */
  readonly fault: string;
  readonly titles: readonly string[];
  readonly patience: Patience;
}

/** Runs the tests with these titles, one after the other, against one stub with this fault. */
export async function runAgainst(arena: Arena, { fault, titles, patience }: Bout): Promise<Outcomes> {
  await using stub = await arena.start(fault === "" ? [] : [fault], patience);
  const outcomes = new Map<string, TrialResult>();
  for (const title of titles) if (!outcomes.has(title)) outcomes.set(title, await stub.fight(title));
  return outcomes;
}
