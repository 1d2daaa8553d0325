import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder with its text, by its path there. */
export function filesIn(below) {
  if (!existsSync(below)) return new Map();
  const entries = readdirSync(below, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(below.length + 1), readFileSync(path, "utf8")];
    }),
  );
}
