import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./cache-key.ts";
import { hashOf, type SourceReader } from "./document/source-reader.ts";
import { isObject, type Json } from "./json.ts";
import type { LoadedContract } from "./load-contract.ts";
import { packContract, unpackContract } from "./lock-form.ts";
import { makeFolder } from "./make-folder.ts";

/** So many contracts are kept; the oldest go first. */
const MOST_KEPT = 64;
const ENTRY = /^contract-[0-9a-f]{64}\.ndjson$/;

/** Every file that was read, or tried, and the hash of what it gave. */
export type SourceHashes = { readonly [name: string]: string };

/**
 * Contracts on disk, by key. An entry has three lines: its key, the hashes of the files that it was made of and of the
 * rest; the contract with its findings; the line map. Whatever is not right - missing, cut off, changed by hand, of
 * another key, made of other files - is as if it were not there. Nothing here throws.
 */
export class ContractCache {
  readonly #folder: string;
  readonly #reader: SourceReader;

  constructor(folder: string, reader: SourceReader) {
    this.#folder = folder;
    this.#reader = reader;
  }

  async recall(key: string): Promise<LoadedContract | null> {
    const lines = linesOf(this.#pathOf(key));
    if (lines === null) return null;
    const [head, body, map] = lines;
    const about = parsed(head);
    if (!isObject(about) || about["key"] !== key || about["sum"] !== sha256(`${body}\n${map}`)) return null;
    const { files } = about;
    if (!isHashes(files) || !(await this.areSame(files))) return null;
    return loadedFrom(body, map);
  }

  /** The files that the contract of that key was made of; null where none is kept. */
  filesOf(key: string): SourceHashes | null {
    const [head] = linesOf(this.#pathOf(key)) ?? [];
    const about = head === undefined ? null : parsed(head);
    return isObject(about) && about["key"] === key && isHashes(about["files"]) ? about["files"] : null;
  }

  /** Writes to a file of its own first: several runs may do so at once. */
  keep(key: string, loaded: LoadedContract, files: SourceHashes): void {
    try {
      makeFolder(this.#folder);
      const ignore = join(this.#folder, ".gitignore");
      if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
      const path = this.#pathOf(key);
      const draft = `${path}.${process.pid}.${randomUUID()}`;
      writeFileSync(draft, entryText(key, loaded, files));
      renameSync(draft, path);
      this.#forgetOldest();
    } catch {
      // A folder that can't be written to makes the next start slower, and nothing else.
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, `contract-${key}.ndjson`);
  }

  /** Do these files give what they gave then? */
  async areSame(files: SourceHashes): Promise<boolean> {
    for (const [name, hash] of Object.entries(files))
      if (hashOf(await this.#reader.read(name)) !== hash) return false;
    return true;
  }

  #forgetOldest(): void {
    const all = readdirSync(this.#folder);
    for (const name of all) if (isLeftover(name)) rmSync(join(this.#folder, name), { force: true });
    const names = all.filter((name) => ENTRY.test(name));
    if (names.length <= MOST_KEPT) return;
    const dated = names.map((name) => {
      const path = join(this.#folder, name);
      return { path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
    });
    for (const { path } of dated.sort((left, right) => right.at - left.at).slice(MOST_KEPT))
      rmSync(path, { force: true });
  }
}

function isHashes(files: Json | undefined): files is { readonly [name: string]: string } {
  return isObject(files) && Object.values(files).every((hash) => typeof hash === "string");
}

const DRAFT = /^contract-[0-9a-f]{64}\.ndjson\.(\d+)\.[0-9a-f-]{36}$/;

/** Is it the draft of a process that was killed while it wrote it? */
function isLeftover(name: string): boolean {
  const pid = Number(DRAFT.exec(name)?.[1] ?? process.pid);
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

function entryText(
  key: string,
  { contract, warnings, operations, lineMap }: LoadedContract,
  files: SourceHashes,
): string {
  // A contract is plain JSON by its definition; an interface has no index signature to say so.
  const packed = packContract(contract as unknown as Json);
  const rest = `${JSON.stringify({ contract: packed, warnings, operations })}\n${JSON.stringify(lineMap)}`;
  return `${JSON.stringify({ key, sum: sha256(rest), files })}\n${rest}`;
}

function linesOf(path: string): readonly [string, string, string] | null {
  try {
    const [head, body, map, ...more] = readFileSync(path, "utf8").split("\n");
    return head === undefined || body === undefined || map === undefined || more.length > 0
      ? null
      : [head, body, map];
  } catch {
    return null;
  }
}

function parsed(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

/** The line map is the larger half, and mostly nobody asks for it. */
function loadedFrom(body: string, map: string): LoadedContract | null {
  const value = parsed(body);
  const contract =
    isObject(value) && value["contract"] !== undefined ? unpackContract(value["contract"]) : null;
  if (contract === null || !isObject(value)) return null;
  let lineMap: LoadedContract["lineMap"] | null = null;
  // The sum is the promise that we wrote it: it is what it was.
  return {
    contract,
    warnings: value["warnings"],
    operations: value["operations"],
    get lineMap() {
      lineMap ??= JSON.parse(map) as LoadedContract["lineMap"];
      return lineMap;
    },
  } as unknown as LoadedContract;
}
