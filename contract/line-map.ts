import { posix } from "node:path";
import type { Place } from "./model.ts";

/** Line and column (from 1) of every node of the document's files. Not part of the lock: lines change, promises don't. */
export interface LineMap {
  /** The document's SHA-256, hex; a map of another hash is stale. */
  readonly hash: string;
  readonly document: string;
  /** `file`: where that is not the file of the place, because an overlay has put the node there. */
  readonly lines: { readonly [place: Place]: readonly [line: number, column: number, file?: string] };
}

/** `file:line` of a place; the nearest known parent's line where the place itself has none; `file place` where no map is. */
export function locate(map: LineMap | null, document: string, place: Place): string {
  const found = lineOf(map, document, place);
  if (found !== null) return `${found.file}:${found.line}`;
  const [name, inner] = splitPlace(place, document);
  return `${shownAs(name, document)} #${inner}`;
}

/** The line of a place, or of the nearest parent whose line is known; null where no map is. */
export function lineOf(
  map: LineMap | null,
  document: string,
  place: Place,
): { readonly file: string; readonly line: number } | null {
  const [name, inner] = splitPlace(place, document);
  for (let at = inner; map !== null; at = at.slice(0, at.lastIndexOf("/"))) {
    const found = map.lines[`${name}#${at}`];
    if (found !== undefined) return { file: found[2] ?? shownAs(name, document), line: found[0] };
    if (!at.includes("/")) break;
  }
  return null;
}

/** A file's name for people; places name it relative to the document. */
function shownAs(name: string, document: string): string {
  if (name === "") return document;
  return /^https?:/i.test(name) ? name : posix.join(posix.dirname(document), name);
}

function splitPlace(place: Place, document: string): [file: string, pointer: string] {
  const hash = place.indexOf("#");
  const file = place.slice(0, hash);
  return [file === document ? "" : file, place.slice(hash + 1)];
}
