import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, posix, relative, resolve } from "node:path";
import { readLocal, readRemote, type SourceRead } from "./read-source.ts";
import { isRemote } from "./reference.ts";

export interface ReaderOptions {
  readonly cwd: string;
  /** Folder that references must not leave, relative to `cwd`; default: the document's own. */
  readonly root: string | null;
  readonly allowRemote: boolean;
}

/** Reads what a document is made of, by its name in places: "" the document, a path relative to it, or an address. */
export class SourceReader {
  /** The document's name for people: relative to the working directory, with forward slashes. */
  readonly document: string;
  readonly options: ReaderOptions;

  constructor(file: string, options: ReaderOptions) {
    this.document = file.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
    this.options = options;
  }

  /** A file's name for people. */
  shown(name: string): string {
    if (name === "" || isRemote(name)) return name || this.document;
    return posix.normalize(posix.join(posix.dirname(this.document), name));
  }

  pathOf(name: string): string {
    return resolve(this.options.cwd, this.shown(name));
  }

  /** Reads a file, where it may be read. Never throws. */
  async read(name: string): Promise<SourceRead> {
    if (isRemote(name)) {
      if (this.options.allowRemote) return readRemote(name);
      return {
        kind: "unread",
        why: "is in the net",
        hint: "--allow-remote fetches it; or save a copy beside the document",
      };
    }
    const path = this.pathOf(name);
    if (name !== "" && !(await this.#isInside(path)))
      return {
        kind: "unread",
        why: `lies outside of ${this.#root === "" ? "." : this.#root}`,
        hint: "--root DIR allows references to all of DIR",
      };
    return readLocal(path);
  }

  get #root(): string {
    return this.options.root ?? posix.dirname(this.document);
  }

  /** Links are followed: one that leads outside is outside. */
  async #isInside(path: string): Promise<boolean> {
    const root = await real(resolve(this.options.cwd, this.#root));
    const way = relative(root, await real(path));
    return !isAbsolute(way) && way !== ".." && !/^\.\.[\\/]/.test(way);
  }
}

async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // What is not there yet lies where its folder is.
    const above = dirname(path);
    return above === path ? path : resolve(await real(above), relative(above, path));
  }
}

/** What tells one reading from another. */
export function hashOf(read: SourceRead): string {
  const text = read.kind === "text" ? `text ${read.text}` : `unread ${read.why}`;
  return createHash("sha256").update(text).digest("hex");
}
