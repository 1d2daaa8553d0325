import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The directory of this package's `package.json`, whether this runs from source or from `dist`. */
export function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (dirname(at) === at) throw new Error(`no package.json above ${start}`);
  }
}

/** The file of a module of ours (`runner/mocha-main`) to start a process with: source or built, as this runs. */
export function ownModule(name: string): string {
  const isSource = import.meta.url.endsWith(".ts");
  return isSource ? join(packageRoot(), `${name}.ts`) : join(packageRoot(), "dist", `${name}.js`);
}
