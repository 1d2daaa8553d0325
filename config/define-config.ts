import type { ConfigFile } from "./model.ts";

/** Gives a config file its types: `export default defineConfig({...})`. Returns what it gets. */
export function defineConfig(config: ConfigFile): ConfigFile {
  return config;
}
