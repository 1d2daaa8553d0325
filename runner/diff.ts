import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Contract, type LineMap, loadContract, readLock } from "../contract/index.ts";
import { allow, type Allowance, type Change, diffContracts, exitCodeOf } from "../generator/index.ts";
import { checkOut, revisionIn } from "./revision.ts";

export interface DiffOptions {
  /** A document, a lock file, or either in a git revision (`REV:path`). */
  readonly old: string;
  readonly new: string;
  readonly cwd: string;
  /** From whose chair the documents are written, where the user says so. */
  readonly role: "server" | "client" | null;
  readonly allowances: readonly Allowance[];
}

export interface DiffResult {
  readonly changes: readonly Change[];
  /** Allowances that no change needs any more. */
  readonly unused: readonly Allowance[];
  readonly exitCode: 0 | 1 | 2;
}

/** A contract, and where its nodes stand; a lock knows no lines. */
export interface Side {
  readonly contract: Contract;
  readonly lineMap: LineMap | null;
}

/** `asyncproof diff`: what changed between two documents. Throws `ToolError` where one can't be read. */
export async function diff(options: DiffOptions): Promise<DiffResult> {
  const old = await readSide(options.old, options);
  const now = await readSide(options.new, options);
  const found = diffContracts(old.contract, now.contract, {
    lineMaps: { old: old.lineMap, new: now.lineMap },
  });
  const { changes, unused } = allow(found, options.allowances);
  return { changes, unused, exitCode: exitCodeOf(changes) };
}

/** Reads a document, a lock, or one of them in a git revision. */
export async function readSide(
  text: string,
  { cwd, role }: Pick<DiffOptions, "cwd" | "role">,
): Promise<Side> {
  if (existsSync(resolve(cwd, text)) || revisionIn(text) === null) return readFile(text, cwd, role);
  const checkout = await checkOut(text, cwd);
  try {
    return named(await readFile(checkout.file, checkout.folder, role), text);
  } finally {
    await checkout.remove();
  }
}

/** The revision stands before the path wherever a place is told. */
function named({ contract, lineMap }: Side, document: string): Side {
  return {
    contract: { ...contract, document },
    lineMap: lineMap === null ? null : { ...lineMap, document },
  };
}

async function readFile(file: string, cwd: string, role: DiffOptions["role"]): Promise<Side> {
  const path = resolve(cwd, file);
  if (isLock(path)) return { contract: readLock(path), lineMap: null };
  return loadContract(file, role === null ? { cwd } : { cwd, role });
}

/** A lock is told from a document by what is in it: both may be JSON. */
function isLock(path: string): boolean {
  if (!path.endsWith(".json")) return false;
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof value === "object" && value !== null && "format" in value && "channels" in value;
  } catch (error) {
    // Whatever is wrong with it is told by whoever reads it as a document.
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error)) return false;
    throw error;
  }
}

/** Allowances that the user no longer needs, in words. */
export function unusedText(unused: readonly Allowance[]): string {
  return unused.map(({ rule, place }) => `not needed any more: --allow ${rule}@${place}\n`).join("");
}
