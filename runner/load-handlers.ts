import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { importFile, type ModuleFault, moduleFault } from "../config/index.ts";
import { wordHint } from "../contract/index.ts";
import type { Contract } from "../contract/model.ts";
import { ToolError } from "../contract/tool-error.ts";
import { unreadable } from "../contract/unreadable.ts";
import type { Handler, Handlers } from "../server/index.ts";

/**
 * The handlers of a module: its default export, functions by the name of the client operation. Throws HANDLERS, also
 * for a name that is no operation of the contract: nobody would ever call it.
 */
export async function loadHandlers(file: string, cwd: string, contract: Contract): Promise<Handlers> {
  const exported = await load(file, cwd);
  if (typeof exported !== "object" || exported === null || !Object.values(exported).every(isHandler))
    throw new ToolError("HANDLERS", "the handlers are no functions by the name of an operation", {
      where: file,
      hint: "write `export default { prompt: async ({ reply, next }) => { ... } }`",
    });
  const known = clientOperations(contract);
  const strange = Object.keys(exported).find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new ToolError("HANDLERS", `\`${strange}\` is no operation that clients start`, {
      where: file,
      hint: wordHint(strange, known),
    });
  return Object.fromEntries(
    Object.entries(exported).filter((entry): entry is [string, Handler] => isHandler(entry[1])),
  );
}

function clientOperations({ channels }: Contract): string[] {
  return channels.flatMap(({ operations }) =>
    operations.filter(({ kind }) => kind === "client").map(({ name }) => name),
  );
}

async function load(file: string, cwd: string): Promise<unknown> {
  const path = resolve(cwd, file);
  const text = await readFile(path).catch((error: unknown) => {
    throw unloadable({ message: unreadable(error, file), where: file });
  });
  const version = createHash("sha256").update(text).digest("hex").slice(0, 16);
  try {
    return (await importFile(path, version))["default"];
  } catch (error) {
    throw unloadable(await moduleFault(error, path, file));
  }
}

function unloadable({ message, where }: ModuleFault): ToolError {
  return new ToolError("HANDLERS", `the handlers cannot be loaded: ${message}`, { where });
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}
