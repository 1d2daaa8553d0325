import { once } from "node:events";
import { dirname, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import type { Sources } from "./sources-of.ts";

/** Editors and git write several files in a row. */
const QUIET_MS = 60;

/** Watches files and folders for changes of any kind: written, replaced, made, deleted. */
export class FileWatch implements AsyncDisposable {
  #watcher: FSWatcher | null = null;
  #covered = "";
  #changed = new Set<string>();
  #heard: () => void = () => {};

  /**
   * Watches these from now on, and no others. Resolves when it does: what changes after that is noticed, so cover
   * first and read then.
   */
  async cover({ files, folders }: Pick<Sources, "files" | "folders">): Promise<void> {
    const key = JSON.stringify([[...files].sort(), folders]);
    if (key === this.#covered) return;
    const before = this.#watcher;
    // Folders see a file come, go and be replaced; a watch on the file itself ends with it.
    const around = new Set([...files.map((file) => dirname(file)), ...folders]);
    const wanted = new Set([...files, ...around]);
    const watcher = watch([...around], {
      ignoreInitial: true,
      ignored: (path) => !wanted.has(path) && !folders.some((folder) => path.startsWith(folder + sep)),
    });
    watcher.on("all", (_, path) => this.#note(path, around));
    // A folder that can't be watched is as one in which nothing changes.
    watcher.on("error", () => {});
    this.#watcher = watcher;
    this.#covered = key;
    await once(watcher, "ready");
    await before?.close();
  }

  /** What has changed since it was last asked, as soon as it is quiet again; empty when `signal` is aborted. */
  async changes(signal: AbortSignal): Promise<readonly string[]> {
    if (signal.aborted) return [];
    let quiet: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#heard = () => {
        clearTimeout(quiet);
        quiet = setTimeout(resolve, QUIET_MS);
      };
      if (this.#changed.size > 0) this.#heard();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    clearTimeout(quiet);
    this.#heard = () => {};
    if (signal.aborted) return [];
    const changed = [...this.#changed].sort();
    this.#changed.clear();
    return changed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#watcher?.close();
    this.#watcher = null;
  }

  #note(path: string, around: ReadonlySet<string>): void {
    if (around.has(path)) return;
    this.#changed.add(path);
    this.#heard();
  }
}
