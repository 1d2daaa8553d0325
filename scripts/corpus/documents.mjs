import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Paths of all AsyncAPI documents below a folder, relative to it, sorted. */
export function documentsOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ya?ml|json)$/.test(name) && isDocument(join(folder, name)))
    .sort();
}

function isDocument(path) {
  return /^\s*["']?asyncapi["']?\s*:/m.test(readFileSync(path, "utf8").slice(0, 4000));
}
