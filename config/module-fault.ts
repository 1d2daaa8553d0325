import { pathToFileURL } from "node:url";
import { type SourcePlace, ToolError } from "../contract/tool-error.ts";

/** What esbuild says of TypeScript that it can't read; columns count from 0. */
interface Unread {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number; readonly column: number };
}

/** Why a module of the user's can't be taken, at its line where anybody knows: Node tells none of JavaScript that it can't read. */
export function moduleFault(error: unknown, path: string, name: string): ToolError {
  if (!(error instanceof Error)) return new ToolError("CONFIG-SYNTAX", String(error), { where: name });
  const unread = unreadIn(error).find(({ location }) => location.file === path);
  if (unread === undefined)
    return new ToolError("CONFIG-SYNTAX", error.message, { where: thrownAt(error, path, name) ?? name });
  const { line, column } = unread.location;
  return new ToolError("CONFIG-SYNTAX", unread.text, { where: { file: name, line, column: column + 1 } });
}

function unreadIn(error: Error): readonly Unread[] {
  const errors: unknown = "errors" in error ? error.errors : [];
  return Array.isArray(errors) ? errors.filter((one): one is Unread => Boolean(one?.location?.file)) : [];
}

/** The first place of its stack that is in the module. */
function thrownAt({ stack = "" }: Error, path: string, name: string): SourcePlace | null {
  const url = pathToFileURL(path).href;
  for (const line of stack.split("\n")) {
    const [, place = "", row, column] = /^ +at (?:.*\()?(.+?)(?:\?[^:]*)?:(\d+):(\d+)\)?$/.exec(line) ?? [];
    if (place === url || place === path) return { file: name, line: Number(row), column: Number(column) };
  }
  return null;
}
