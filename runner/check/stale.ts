import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readLock, ToolError } from "../../contract/index.ts";
import { type Change, diffContracts } from "../../generator/index.ts";
import type { CheckFinding, CheckPart } from "../../report/index.ts";
import type { Document } from "../document.ts";
import { check } from "../generate.ts";
import { type Now, placeOf } from "./contract-changes.ts";

export interface Staleness {
  readonly part: CheckPart;
  /** Files that are not as they would be written now, relative to the output folder. */
  readonly stale: readonly string[];
  readonly findings: readonly CheckFinding[];
}

/** Are the generated files those of the document? Writes nothing. */
export async function stalePart(
  document: Document & { readonly mend: string },
  now: Now,
): Promise<Staleness> {
  const checked = await check({ ...document, talk: () => {} });
  const stale = checked.stale.map(({ path }) => path);
  const { out } = document.config;
  if (stale.length === 0) {
    const text = `${out} is as the document wants it`;
    return { part: { name: "stale", state: "passed", text }, stale, findings: [] };
  }
  const [count, them] = stale.length === 1 ? ["1 file is", "it"] : [`${stale.length} files are`, "them"];
  const text = `${count} not as the document wants ${them} in ${out}: run ${document.mend}`;
  return { part: { name: "stale", state: "failed", text }, stale, findings: findingsOf(document, now, text) };
}

/** At the lines that changed since the files were generated; at the document where no line tells. */
function findingsOf(document: Document, now: Now, text: string): CheckFinding[] {
  const changes = changesSince(document, now);
  const title = "generated tests are stale";
  if (changes.length === 0)
    return [{ level: "error", title, text, file: now.contract.document, line: firstLine(now) }];
  return changes.map((change) => ({
    level: "error",
    title,
    text: `${change.why}; ${text}`,
    ...placeOf(change, now),
  }));
}

function changesSince({ cwd, config }: Document, now: Now): readonly Change[] {
  const path = join(resolve(cwd, config.out), "contract.lock.json");
  if (!existsSync(path)) return [];
  try {
    const lineMaps = { old: null, new: now.lineMap };
    return diffContracts(readLock(path), now.contract, { lineMaps });
  } catch (error) {
    // A lock that can't be read is one of the stale files itself.
    if (error instanceof ToolError) return [];
    throw error;
  }
}

function firstLine({ lineMap }: Now): number {
  return lineMap.lines["#"]?.[0] ?? 1;
}
