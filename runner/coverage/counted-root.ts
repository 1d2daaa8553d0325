import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";

/** The real path of what counts, or does not. Throws COVERAGE-PATH where it is not there. */
export function countedRoot(path: string, cwd: string): string {
  const root = resolve(cwd, path);
  if (existsSync(root)) return realpathSync(root);
  throw new ToolError("COVERAGE-PATH", `there is no ${path} whose coverage could count`, {
    hint: "paths of --coverage-include, -exclude and -source are relative to the working directory",
  });
}
