import { dirname, join, relative, resolve, sep } from "node:path";
import { findConfigFile } from "../config/index.ts";
import { ToolError } from "../contract/index.ts";
import type { ExitCode, RunEnd } from "../report/index.ts";

/** One of several documents of a run. */
export interface Target {
  /** As the user named it. */
  readonly name: string;
  /** Folder in which it is run: the nearest at or above the document, down from the working directory, with a config. */
  readonly cwd: string;
  /** The document, relative to that folder. */
  readonly spec: string;
  /** Folder of its tests below that of the config; "" where it is the only document there. */
  readonly below: string;
  /** A word for file names, unique among all. */
  readonly word: string;
}

/** How a document ended. */
export interface Ended {
  readonly exitCode: ExitCode;
  readonly error: ToolError | null;
}

/** What came of one document; `error` where it did not come to its tests. */
export interface ManyRow<End extends Ended = RunEnd> {
  readonly target: Target;
  readonly end: End | null;
  readonly error: ToolError | null;
}

/** Where each of several documents is run. With `fixed` (one config is named for all) that is the working directory. */
export function targetsOf(
  specs: readonly string[],
  { cwd, fixed }: { readonly cwd: string; readonly fixed: boolean },
): Target[] {
  const words = new Set<string>();
  const homes = specs.map((spec) => (fixed ? cwd : homeOf(spec, cwd)));
  return specs.map((name, index) => {
    const home = homes[index] ?? cwd;
    const alone = homes.filter((other) => other === home).length === 1;
    const word = wordOf(relative(cwd, resolve(cwd, name)), words);
    const spec = home === cwd ? name : relative(home, resolve(cwd, name)).split(sep).join("/");
    return { name, cwd: home, spec, below: alone && home !== cwd ? "" : word, word };
  });
}

function homeOf(spec: string, cwd: string): string {
  for (let at = dirname(resolve(cwd, spec)); at.startsWith(join(cwd, sep)); at = dirname(at))
    if (findConfigFile(at, null) !== null) return at;
  return cwd;
}

/** `services/chat/asyncapi.yaml` is `services-chat-asyncapi`. */
function wordOf(path: string, taken: Set<string>): string {
  const plain = path
    .replace(/\.[^./\\]+$/, "")
    .replace(/[^\w.]+/g, "-")
    .replace(/^[-.]+/, "");
  let word = plain || "document";
  for (let number = 2; taken.has(word); number += 1) word = `${plain}-${number}`;
  taken.add(word);
  return word;
}

/** Runs one after another; what stops one of them does not stop the rest, but an interruption stops all. */
export async function runMany<End extends Ended>(
  targets: readonly Target[],
  run: (target: Target) => Promise<End>,
): Promise<readonly ManyRow<End>[]> {
  const rows: ManyRow<End>[] = [];
  for (const target of targets) {
    const row = await rowOf(target, run);
    rows.push(row);
    if (row.error?.code === "INTERRUPTED") break;
  }
  return rows;
}

async function rowOf<End extends Ended>(
  target: Target,
  run: (target: Target) => Promise<End>,
): Promise<ManyRow<End>> {
  try {
    const end = await run(target);
    return { target, end, error: end.error };
  } catch (error) {
    if (error instanceof ToolError) return { target, end: null, error };
    throw error;
  }
}

/** 1 where any document is broken, else 2 where nobody can tell of one. */
export function manyExit(targets: readonly Target[], rows: readonly ManyRow<Ended>[]): ExitCode {
  const codes = rows.map(({ end }) => end?.exitCode ?? 2);
  if (codes.includes(1)) return 1;
  return codes.includes(2) || rows.length < targets.length ? 2 : 0;
}
