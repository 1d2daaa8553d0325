import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isObject, type Json } from "./json.ts";
import { packContract, unpackContract } from "./lock-form.ts";
import { prettyJson } from "./json-text.ts";
import type { Contract } from "./model.ts";
import { ToolError } from "./tool-error.ts";

/** Version of the lock file; what it holds beside this is a Contract with its `rejects` packed. */
const LOCK = 3;
/** What is read besides: 2 has no `rejects` that channels share. */
const OLDER: readonly Json[] = [2];
const REGENERATE = "write it anew: asyncproof generate <document>";

/** The contract as the lock file holds it: readable JSON and a newline; the same contract, the same bytes. */
export function lockText(contract: Contract): string {
  // A contract is plain JSON by its definition; an interface has no index signature to say so.
  const plain = contract as unknown as Json;
  return `${prettyJson({ lock: LOCK, ...packContract(plain) })}\n`;
}

/** Reads a lock file. Throws `ToolError` where it is missing, no JSON, or of another format. */
export function readLock(file: string | URL): Contract {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  try {
    return parseLock(readFileSync(path, "utf8"), path);
  } catch (error) {
    throw error instanceof ToolError ? error : fault("can't be read", path);
  }
}

/** The contract of a lock file's text; `path` is for messages. Throws `ToolError` as `readLock` does. */
export function parseLock(text: string, path: string): Contract {
  const lock = parsed(text, path);
  if (!isObject(lock) || !("lock" in lock || "format" in lock)) throw fault("is not a contract lock", path);
  const { lock: version = 1, ...packed } = lock;
  if (version !== LOCK && !OLDER.includes(version))
    throw fault(`has format ${JSON.stringify(version)}, this version reads ${LOCK}`, path);
  const contract = unpackContract(packed);
  if (contract === null) throw fault("is damaged: its `rejects` can't be read", path);
  // The version is the promise that what follows is a Contract.
  return contract as unknown as Contract;
}

function parsed(text: string, path: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw fault("is not JSON", path);
  }
}

function fault(what: string, path: string): ToolError {
  return new ToolError("LOCK", `${path} ${what}`, { where: path, hint: REGENERATE });
}
