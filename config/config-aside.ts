import { dirname, join, relative, resolve, sep } from "node:path";
import { existsSync } from "node:fs";
import { CONFIG_NAMES } from "./find-file.ts";

/**
 * A config that lies beside the document, or above it up to `cwd`, and is not read there: `services/chat/asyncproof.config.yaml`,
 * as it would be typed; null where there is none.
 */
export function configAside(spec: string, cwd: string): string | null {
  const here = resolve(cwd);
  const first = dirname(resolve(cwd, spec));
  for (let at = first; at !== here; at = dirname(at)) {
    const found = CONFIG_NAMES.find((name) => existsSync(join(at, name)));
    if (found !== undefined) return relative(here, join(at, found)).split(sep).join("/");
    // Of folders that are not below this one only the document's own is meant for it.
    if (!at.startsWith(join(here, sep))) return null;
  }
  return null;
}
