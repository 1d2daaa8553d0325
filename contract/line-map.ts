import type { Place } from "./model.ts";

/** Line and column (from 1) of every node of the document's files. Not part of the lock: lines change, promises don't. */
export interface LineMap {
  /** The document's SHA-256, hex; a map of another hash is stale. */
  readonly hash: string;
  readonly document: string;
  readonly lines: { readonly [place: Place]: readonly [line: number, column: number] };
}

/** `file:line` of a place; the nearest known parent's line where the place itself has none; `file place` where no map is. */
export function locate(map: LineMap | null, document: string, place: Place): string {
  const [file, inner] = splitPlace(place, document);
  const line = lineOf(map, document, place);
  return line === null ? `${file} #${inner}` : `${file}:${line.line}`;
}

/** The line of a place, or of the nearest parent whose line is known; null where no map is. */
export function lineOf(
  map: LineMap | null,
  document: string,
  place: Place,
): { readonly file: string; readonly line: number } | null {
  const [file, inner] = splitPlace(place, document);
  for (let at = inner; map !== null; at = at.slice(0, at.lastIndexOf("/"))) {
    const found = map.lines[`${file === document ? "" : file}#${at}`];
    if (found !== undefined) return { file, line: found[0] };
    if (!at.includes("/")) break;
  }
  return null;
}

function splitPlace(place: Place, document: string): [file: string, pointer: string] {
  const hash = place.indexOf("#");
  const file = place.slice(0, hash);
  return [file === "" ? document : file, place.slice(hash + 1)];
}
