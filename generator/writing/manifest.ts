import { createHash } from "node:crypto";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../../contract/json.ts";
import { prettyJson } from "../../contract/json-text.ts";
import { ToolError } from "../../contract/index.ts";
import { staysInside } from "./inside.ts";
import type { TestIndex } from "./output-files.ts";
import { readIfThere } from "./read-if-there.ts";

/** Where the manifest lies in the output folder. */
export const MANIFEST = ".manifest.json";

/** A file as we last wrote it. */
export interface WrittenFile {
  /** SHA-256, hex. */
  readonly hash: string;
  readonly tests: TestIndex;
}

/** What we wrote, by its path relative to the output folder. */
export type Manifest = { readonly [path: string]: WrittenFile };

const FORMAT = 2;

/** The manifest of an output folder; empty where there is none. Throws `ToolError` for one that is not ours. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST);
  const text = await readIfThere(file);
  if (text === null) return {};
  const manifest = manifestOf(parsed(text));
  if (manifest !== null) return manifest;
  throw new ToolError("MANIFEST", `${file} is no manifest of generated tests`, {
    where: file,
    hint: "delete it: then files that are already there are kept unless --force is given",
  });
}

/** The manifest as it lies on disk: sorted, so that the same files give the same bytes. */
export function manifestText(manifest: Manifest): string {
  const entries = Object.entries(manifest).sort(([one], [other]) => (one < other ? -1 : 1));
  const files = entries.map(([path, { hash, tests }]): [string, Json] => [path, { hash, ...testsOf(tests) }]);
  return `${prettyJson({ format: FORMAT, files: Object.fromEntries(files) })}\n`;
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function testsOf(tests: TestIndex): JsonObject {
  return Object.keys(tests).length === 0 ? {} : { tests };
}

function parsed(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

/** The first format was a plain map of hashes. */
function manifestOf(value: Json): Manifest | null {
  if (!isObject(value)) return null;
  const { format, files } = value;
  if (format !== undefined && (format !== FORMAT || !isObject(files))) return null;
  const entries = Object.entries(format === undefined || !isObject(files) ? value : files);
  const read = entries.map(([path, entry]) => [path, writtenFile(entry)] as const);
  const all = read.flatMap(([path, file]) => (file !== null && staysInside(path) ? [[path, file]] : []));
  return all.length === entries.length ? Object.fromEntries(all) : null;
}

function writtenFile(entry: Json): WrittenFile | null {
  if (typeof entry === "string") return { hash: entry, tests: {} };
  if (!isObject(entry) || typeof entry["hash"] !== "string") return null;
  const tests = isObject(entry["tests"]) ? entry["tests"] : {};
  const read = Object.entries(tests).map(([title, covers]) => [title, textsIn(covers)] as const);
  return { hash: entry["hash"], tests: Object.fromEntries(read) };
}

function textsIn(value: Json): string[] {
  return Array.isArray(value) ? value.filter((one: Json) => typeof one === "string") : [];
}
