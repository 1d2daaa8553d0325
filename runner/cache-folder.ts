import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Config } from "../config/index.ts";

/**
 * Where contracts are kept for the next time: what the config says; else below the project's `node_modules`, or in
 * the folder of generated tests where the project has none. Null for none. Never outside of the project.
 */
export function cacheFolder(cwd: string, { reading, out }: Config): string | null {
  if (reading.cache !== null) return reading.cache === "off" ? null : resolve(cwd, reading.cache);
  const modules = join(projectOf(cwd), "node_modules");
  if (existsSync(modules)) return join(modules, ".cache", "asyncproof");
  return existsSync(resolve(cwd, out)) ? resolve(cwd, out, ".cache", "contracts") : null;
}

/** The nearest folder above with a `package.json`; else the working directory itself. */
function projectOf(cwd: string): string {
  for (let at = resolve(cwd); ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (dirname(at) === at) return resolve(cwd);
  }
}
