import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import { ToolError } from "../contract/index.ts";

/** A document as it was in a git revision, with the files that it refers to, in a folder of its own. */
export interface Checkout {
  readonly folder: string;
  /** The document, relative to the folder. */
  readonly file: string;
  remove(): Promise<void>;
}

const LARGEST = 64 * 1024 * 1024;
/** Git must not wait for anybody. */
const ENV = { GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };

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

async function git(args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, ...ENV };
  try {
    const { stdout } = await promisify(execFile)("git", args, { cwd, env, maxBuffer: LARGEST });
    return stdout;
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw gitError(args.at(-1) ?? "", words.split("\n")[0] || "git did not answer");
  }
}

function gitError(what: string, why: string): ToolError {
  return new ToolError("REVISION", `\`${what}\` can't be read from git: ${why}`, {
    hint: "write REV:path with the path from the repository's root, as in main:docs/asyncapi.yaml",
  });
}
