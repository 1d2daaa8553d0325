import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { git, gitError } from "./git.ts";

/** A document as it was in a git revision, with the files that it refers to, in a folder of its own. */
export interface Checkout {
  readonly folder: string;
  /** The document, relative to the folder. */
  readonly file: string;
  remove(): Promise<void>;
}

/** `REV:path` in its parts; null: it has no such form. */
export function revisionIn(text: string): { readonly revision: string; readonly path: string } | null {
  const [, revision, path] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (revision === undefined || path === undefined || revision.startsWith("-")) return null;
  return { revision, path };
}

/** Reads `REV:path` (from the repository's root, or from `cwd` with `./`) and what it refers to. Throws `ToolError`. */
export async function checkOut(text: string, cwd: string): Promise<Checkout> {
  const found = revisionIn(text);
  if (found === null) throw gitError(text, "is no `REV:path`");
  const { revision, path } = found;
  const prefix =
    path.startsWith("./") || path.startsWith("../") ? await git(["rev-parse", "--show-prefix"], cwd) : "";
  const file = posix.normalize(posix.join(prefix.trim(), path));
  const folder = await mkdtemp(join(tmpdir(), "asyncproof-revision-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await copy({ revision, cwd, folder }, file);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, file, remove };
}

interface Source {
  readonly revision: string;
  readonly cwd: string;
  readonly folder: string;
}

async function copy({ revision, cwd, folder }: Source, first: string): Promise<void> {
  const files = new Set([first]);
  for (const file of files) {
    // What a reference names and the revision has not is said when the document is read.
    const content = await git(["show", `${revision}:${file}`], cwd).catch((error: unknown) => {
      if (file === first) throw error;
      return null;
    });
    if (content === null || file.startsWith("..")) continue;
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
    for (const [, path = ""] of content.matchAll(/\$ref["']?\s*:\s*["']?([^"'#\s{},]+)/g))
      if (!path.includes(":")) files.add(posix.normalize(posix.join(posix.dirname(file), decodeURI(path))));
  }
}
