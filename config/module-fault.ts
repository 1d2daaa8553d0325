import { dirname, join, relative, sep } from "node:path";
import type { SourcePlace } from "../contract/tool-error.ts";
import { stackPlaces } from "./stack-places.ts";

/** What is wrong with a module of the user's, and where. */
export interface ModuleFault {
  readonly message: string;
  readonly where: SourcePlace | string;
}

/** What `unread-module.mjs` of the loader exports. */
interface Reader {
  unreadModule(
    path: string,
    message: string,
  ): Promise<{
    readonly text: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  } | null>;
}

/**
 * Why a module can't be taken, at its line where anybody knows: where it throws, or where it, or a file that it
 * imports, can't be read. `name`: what the module at `path` is called.
 */
export async function moduleFault(error: unknown, path: string, name: string): Promise<ModuleFault> {
  if (!(error instanceof Error)) return { message: String(error), where: name };
  const thrown = thrownAt(error, path, name);
  if (thrown !== null) return { message: error.message, where: thrown };
  // By our own name: what knows the syntax stands with the loader, outside the compiled sources.
  const { unreadModule }: Reader = await import(
    new URL("./unread-module.mjs", import.meta.resolve("asyncproof/ts")).href
  );
  const unread = await unreadModule(path, error.message);
  if (unread === null) return { message: error.message, where: name };
  const { text, file, line, column } = unread;
  const near = join(dirname(name), relative(dirname(path), file))
    .split(sep)
    .join("/");
  return { message: text, where: { file: near, line, column } };
}

/** The first place of its stack that is in the module. */
function thrownAt({ stack = "" }: Error, path: string, name: string): SourcePlace | null {
  const place = stackPlaces(stack).find(({ file }) => file === path);
  return place === undefined ? null : { ...place, file: name };
}
