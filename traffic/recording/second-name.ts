import { isObject, type Json } from "../../contract/index.ts";
import { stringEnd } from "../json-string.ts";

/**
 * The first member of an object that its text names a second time, and where, from 0; null for none. JSON.parse takes
 * the last of them, other readers the first (RFC 8259, 4): nobody could say what was meant.
 */
export function secondName(text: string, value: Json): { readonly name: string; readonly at: number } | null {
  if (!isObject(value)) return null;
  for (const name of Object.keys(value)) {
    const quoted = `"${name}"`;
    const first = text.indexOf(quoted);
    // Within a string of JSON a quote has a backslash before it, so that nearly every line ends here.
    if (first < 0 || text.indexOf(quoted, first + 1) < 0) continue;
    const [, at] = placesOf(text, quoted);
    if (at !== undefined) return { name, at };
  }
  return null;
}

const MARK = /["{}[\]]/g;

/** Where the members of the outermost object that are called so begin. */
function placesOf(text: string, quoted: string): number[] {
  const places: number[] = [];
  let depth = 0;
  MARK.lastIndex = 0;
  for (let mark = MARK.exec(text); mark !== null; mark = MARK.exec(text)) {
    const { 0: found, index } = mark;
    if (found !== '"') depth += found === "{" || found === "[" ? 1 : -1;
    else {
      const end = stringEnd(text, index);
      MARK.lastIndex = end;
      if (depth === 1 && text.slice(index, end) === quoted && /^\s*:/.test(text.slice(end, end + 100)))
        places.push(index);
    }
  }
  return places;
}
