import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lockText, ToolError } from "../contract/index.ts";
import { BESIDE_TESTS, LOCK } from "../generator/index.ts";
import type { RunOptions } from "./run.ts";
import type { Generated } from "./generate.ts";

/**
 * To be called when the tests have been generated. What it gives says, when they have been run, why they can't be
 * believed: another run, of another document or config, wrote its own tests into the same folder, and nobody knows
 * which were loaded. Null where they are as they were; files that are gone were loaded before.
 */
export function stillOurs(
  { cwd, config }: RunOptions,
  { contract, made }: Generated,
): () => ToolError | null {
  const folder = resolve(cwd, config.out);
  const texts = (): (string | null)[] => BESIDE_TESTS.map((name) => textOf(join(folder, name)));
  const before = texts();
  return () => {
    const lock = made.kept.includes(LOCK) ? null : textOf(join(folder, LOCK));
    const isOther = lock !== null && lock !== lockText(contract);
    if (!isOther && texts().every((text, at) => text === null || text === before[at])) return null;
    return new ToolError("TESTS-REPLACED", "the generated tests were written anew while they ran", {
      where: config.out,
      hint: "another run or `generate` uses the same folder: give each document its own by --out",
    });
  };
}

/** With plain line ends: git may have given it others. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  } catch {
    return null;
  }
}
