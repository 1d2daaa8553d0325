import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Where a started service leaves what it counted, and what it has to be started with. */
export interface Counting {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

/** An environment in which every Node process writes V8 coverage into a folder of its own, also when a signal ends it. */
export function startCounting(env: NodeJS.ProcessEnv): Counting {
  const folder = mkdtempSync(join(tmpdir(), "asyncproof-coverage-"));
  const home = dirname(createRequire(import.meta.url).resolve("asyncproof/package.json"));
  // NODE_OPTIONS takes double quotes and backslash escapes inside them (Node's cli.md, NODE_OPTIONS).
  const preload = JSON.stringify(join(home, "runner", "coverage", "preload.cjs"));
  const options = [env["NODE_OPTIONS"] ?? "", `--require ${preload}`].filter((part) => part !== "").join(" ");
  return {
    folder,
    env: { ...env, NODE_V8_COVERAGE: folder, NODE_OPTIONS: options },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
