import { resolve } from "node:path";
import { CONFIG_VARIABLE, type Config, type ConfigFile, FLAGS_VARIABLE } from "../../config/index.ts";
import type { Document } from "../document.ts";
import type { Generated } from "../generate.ts";
import { findsUs } from "../run.ts";

export interface EnvironmentOptions extends Pick<Document, "cwd" | "config"> {
  readonly env: NodeJS.ProcessEnv;
  readonly settings: ConfigFile;
}

/** What the harness needs to know, in the variables that it reads. */
export function environmentOf(
  { cwd, env, settings, config: own }: EnvironmentOptions,
  generated: Generated,
  config: Config,
): NodeJS.ProcessEnv {
  const added = Object.entries(config.credentials).filter(([name]) => !Object.hasOwn(own.credentials, name));
  const flags: ConfigFile = {
    ...settings,
    credentials: Object.fromEntries(added),
    url: NOWHERE,
    seed: config.seed,
  };
  const file = config.file === null ? {} : { [CONFIG_VARIABLE]: resolve(cwd, config.file) };
  const { ASYNCPROOF_EVENTS: _, ASYNCPROOF_JOBS: __, ...rest } = env;
  return {
    ...rest,
    ...file,
    [FLAGS_VARIABLE]: JSON.stringify(flags),
    ASYNCPROOF_URL: NOWHERE,
    ASYNCPROOF_LINES: resolve(cwd, generated.lines),
    ASYNCPROOF_SEED: String(config.seed),
    ...(findsUs(resolve(cwd, config.out)) ? {} : { ASYNCPROOF_HOOKS: "1" }),
  };
}

/** Each test is told its own service. */
const NOWHERE = "ws://127.0.0.1:1";
