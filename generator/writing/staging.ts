import { randomBytes } from "node:crypto";
import { readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isObject, type Json } from "../../contract/json.ts";
import { staysInside } from "./inside.ts";
import { readIfThere } from "./read-if-there.ts";
import { makeFolder } from "../../contract/make-folder.ts";

/** The folder, in the output folder, of what is not to be committed. */
export const CACHE = ".cache";
const INTENT = "intent.json";
const NAME = /^staging-(\d+)-[0-9a-f]{12}$/;
const OURS = /^\d+$|^intent\.json$/;
/** No writing takes as long: a process of that number that still lives is another one. */
const LONGEST_MS = 60_000;

/** Folders that this process fills now. */
const open = new Set<string>();

/** The hashes that writings still under way, or killed, were about to give to files. */
export type Intents = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * New contents beside the old ones. Everything is written here first, then moved to its place file by file: who is
 * killed, or runs out of disk, before the first move has changed nothing; who is killed later leaves whole files, old
 * or new, and the note that the new ones are ours.
 */
export class Staging {
  readonly #folder: string;
  readonly #own: string;
  readonly #moves: { readonly from: string; readonly to: string }[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
    this.#own = join(folder, CACHE, `staging-${process.pid}-${randomBytes(6).toString("hex")}`);
  }

  static async open(folder: string): Promise<Staging> {
    const staging = new Staging(folder);
    open.add(staging.#own);
    makeFolder(staging.#own);
    return staging;
  }

  /** Stages a file; `path` is relative to the output folder. */
  async put(path: string, text: string): Promise<void> {
    const from = join(this.#own, String(this.#moves.length));
    await writeFile(from, text);
    this.#moves.push({ from, to: join(this.#folder, path) });
  }

  /** Notes what the files will be; to be called before the first is moved. */
  async announce(hashes: { readonly [path: string]: string }): Promise<void> {
    const draft = join(this.#own, "0000");
    await writeFile(draft, JSON.stringify(hashes));
    await rename(draft, join(this.#own, INTENT));
  }

  /** Moves every file to its place, in the order in which they were put. */
  async commit(): Promise<void> {
    for (const { from, to } of this.#moves.splice(0)) {
      makeFolder(dirname(to));
      await rename(from, to);
    }
  }

  async close(): Promise<void> {
    await removeStaged(this.#own);
    open.delete(this.#own);
  }
}

/** What writings that did not end, or not yet, were about to write. */
export async function readIntents(folder: string): Promise<Intents> {
  const intents = new Map<string, Set<string>>();
  for (const name of await stagings(folder)) {
    const text = await readIfThere(join(folder, CACHE, name, INTENT));
    for (const [path, hash] of Object.entries(text === null ? {} : hashesIn(text)))
      intents.set(path, (intents.get(path) ?? new Set()).add(hash));
  }
  return intents;
}

/** Takes away what killed writings left: their staged files, and folders that they made and did not fill. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await stagings(folder)) {
    const left = join(folder, CACHE, name);
    if (!(await isAbandoned(left, Number(NAME.exec(name)?.[1])))) continue;
    const text = await readIfThere(join(left, INTENT));
    for (const path of Object.keys(text === null ? {} : hashesIn(text)))
      if (path.includes("/")) await removeIfEmpty(dirname(join(folder, path)));
    await removeStaged(left);
  }
}

/** Takes a folder away that holds nothing. */
export async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch {
    // It holds files of others, or is gone.
  }
}

async function stagings(folder: string): Promise<string[]> {
  try {
    return (await readdir(join(folder, CACHE))).filter((name) => NAME.test(name)).sort();
  } catch {
    return [];
  }
}

async function isAbandoned(folder: string, pid: number): Promise<boolean> {
  if (pid === process.pid) return !open.has(folder);
  try {
    process.kill(pid, 0);
    return Date.now() - (await stat(folder)).mtimeMs > LONGEST_MS;
  } catch {
    return true;
  }
}

async function removeStaged(folder: string): Promise<void> {
  try {
    const names = await readdir(folder);
    for (const name of names.filter((one) => OURS.test(one))) await rm(join(folder, name), { force: true });
  } catch {
    // Somebody else has taken it away.
  }
  await removeIfEmpty(folder);
}

function hashesIn(text: string): { [path: string]: string } {
  try {
    const value: Json = JSON.parse(text);
    if (!isObject(value)) return {};
    return Object.fromEntries(
      Object.entries(value).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string" && staysInside(entry[0]),
      ),
    );
  } catch {
    return {};
  }
}
