import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isObject, type Json } from "./json.ts";
import { prettyJson } from "./json-text.ts";
import type { Contract } from "./model.ts";
import { ToolError } from "./tool-error.ts";

const FORMAT = 1;
const REGENERATE = "write it anew: asyncproof generate <document>";

/** The contract as the lock file holds it: readable JSON and a newline; the same contract, the same bytes. */
export function lockText(contract: Contract): string {
  // A contract is plain JSON by its definition; an interface has no index signature to say so.
  return `${prettyJson(contract as unknown as Json)}\n`;
}

/** Reads a lock file. Throws `ToolError` where it is missing, no JSON, or of another format. */
export function readLock(file: string | URL): Contract {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const lock = parsed(path);
  if (!isObject(lock) || !("format" in lock)) throw fault("is not a contract lock", path);
  if (lock["format"] !== FORMAT)
    throw fault(`has format ${JSON.stringify(lock["format"])}, this version reads ${FORMAT}`, path);
  // The format number is the promise that what follows is a Contract of that version.
  return lock as unknown as Contract;
}

function parsed(path: string): Json {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw fault("can't be read", path);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw fault("is not JSON", path);
  }
}

function fault(what: string, path: string): ToolError {
  return new ToolError("LOCK", `${path} ${what}`, { where: path, hint: REGENERATE });
}
