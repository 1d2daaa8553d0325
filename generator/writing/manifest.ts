import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../contract/index.ts";

/** Where the manifest lies in the output folder. */
export const MANIFEST = ".manifest.json";

/** What we wrote: the SHA-256 (hex) of each file by its path relative to the output folder. */
export type Manifest = { readonly [path: string]: string };

/** The manifest of an output folder; empty where there is none. Throws `ToolError` for one that is not ours. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST);
  const text = await readIfThere(file);
  if (text === null) return {};
  const value: unknown = parsed(text);
  if (isManifest(value)) return value;
  throw new ToolError("MANIFEST", `${file} is no manifest of generated tests`, {
    where: file,
    hint: "delete it: then files that are already there are kept unless --force is given",
  });
}

/** The manifest as it lies on disk: sorted, so that the same files give the same bytes. */
export function manifestText(manifest: Manifest): string {
  const entries = Object.entries(manifest).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A file's text, or null where there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return null;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Paths stay inside the folder: what a manifest lists may be deleted. */
function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([path, hash]) =>
      typeof hash === "string" &&
      !path.startsWith("/") &&
      !path.includes("\\") &&
      !path.split("/").includes(".."),
  );
}
