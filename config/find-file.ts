import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ToolError } from "../contract/tool-error.ts";

/** Names under which a config is found in the working directory. */
export const CONFIG_NAMES: readonly string[] = [
  "asyncproof.config.ts",
  "asyncproof.config.mjs",
  "asyncproof.config.json",
  "asyncproof.config.yaml",
];

/**
 * Absolute path of the config file: the one named, else the one in `cwd`, else null.
 * Throws CONFIG-NOT-FOUND for a named file that is not there, CONFIG-TWICE where the folder has two.
 */
export function findConfigFile(cwd: string, named: string | null): string | null {
  if (named !== null) {
    const path = resolve(cwd, named);
    if (existsSync(path)) return path;
    throw new ToolError("CONFIG-NOT-FOUND", `there is no config file ${named}`, {
      hint: `looked at ${path}`,
    });
  }
  const found = CONFIG_NAMES.filter((name) => existsSync(join(cwd, name)));
  if (found.length > 1)
    throw new ToolError("CONFIG-TWICE", `two config files: ${found.join(" and ")}`, {
      where: cwd,
      hint: "keep one, or name one with --config",
    });
  return found[0] === undefined ? null : join(cwd, found[0]);
}
