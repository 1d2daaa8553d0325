import { type ChildProcess, spawn } from "node:child_process";
import { ownModule } from "../contract/vocabulary/package-root.ts";
import { OWN_GROUP } from "./own-group.ts";
import { endWithUs } from "./process-group.ts";

/** Where Mocha's child runs, and with which environment. */
export interface ChildPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The word that has a child load everything at once, and take its environment with its job. */
export const WARM = "warm";

/** Starts Mocha's child; it waits for a `MochaJob` on its standard input and ends with this process at the latest. */
export function spawnMocha({ cwd, env }: ChildPlace, ...words: readonly (typeof WARM)[]): ChildProcess {
  const main = ownModule("runner/mocha-main");
  // Compiled, it sets the loader itself, later: see `hookTests`.
  const loader = main.endsWith(".ts") ? [`--import=${import.meta.resolve("asyncproof/ts")}`] : [];
  const child = spawn(process.execPath, [...loader, main, ...words], {
    cwd,
    env,
    stdio: ["pipe", "pipe", "pipe", "pipe", "ipc"],
    ...OWN_GROUP,
  });
  endWithUs(child);
  return child;
}
