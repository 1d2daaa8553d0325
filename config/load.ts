import { dirname, relative, sep } from "node:path";
import type { JsonObject } from "../contract/json.ts";
import { CONFIG_VARIABLE, type Environment, environmentLayer, flagLayer } from "./environment.ts";
import { findConfigFile } from "./find-file.ts";
import { withAbsoluteKeyFiles } from "./key-files.ts";
import type { Layer } from "./layer.ts";
import type { Config, ConfigFile } from "./model.ts";
import { readConfigFile } from "./read-file.ts";
import { withPathsFrom } from "./paths-from.ts";
import { settle } from "./settings.ts";

export interface LoadConfigOptions {
  readonly cwd: string;
  /** Config file named by `--config`; else it is looked for in `cwd`. */
  readonly file?: string;
  /** What flags say, under the keys of a config file. */
  readonly flags: ConfigFile;
  readonly env: Environment;
}

/** Resolves the config once: flags > environment > file > defaults. Throws a ToolError for whatever is wrong in any of them. */
export async function loadConfig({ cwd, file, flags, env }: LoadConfigOptions): Promise<Config> {
  const path = findConfigFile(cwd, file ?? (env[CONFIG_VARIABLE] || null));
  // Flags are plain JSON: undefined is dropped, so that a flag not given does not hide a weaker layer.
  const given: JsonObject = JSON.parse(JSON.stringify(flags));
  const layers = [await checked(flagLayer(given, env)), await checked(environmentLayer(env))];
  if (path !== null) layers.push(await fileLayer(path, cwd));
  return settle(layers, path === null ? null : relative(cwd, path).split(sep).join("/"));
}

async function fileLayer(path: string, cwd: string): Promise<Layer> {
  const layer = await checked(await readConfigFile(path, cwd));
  const folder = dirname(path);
  return { ...layer, values: withPathsFrom(withAbsoluteKeyFiles(layer.values, folder), folder, cwd) };
}

/** The checker is loaded when there is something to check: most of a start would be spent on it. */
async function checked(layer: Layer): Promise<Layer> {
  if (Object.keys(layer.values).length === 0) return layer;
  const { checkLayer } = await import("./check-layer.ts");
  return checkLayer(layer);
}
