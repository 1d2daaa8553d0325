import { splitPlace } from "../document/place.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Place, SchemaName } from "../model.ts";

/** Tokens of a place that say nothing about what stands there. */
const BOILERPLATE: ReadonlySet<string> = new Set([
  "components",
  "schemas",
  "messages",
  "channels",
  "definitions",
  "$defs",
  "properties",
  "bindings",
  "ws",
  "schema",
]);

/**
 * A readable name for the schema at a place, none of `taken`: `Content` for `#/components/schemas/Content`,
 * `ping.payload` for a message's own. Made of letters, digits, `_`, `.` and `-`, so that it fits into a URI.
 */
export function schemaNameFor(place: Place, taken: (name: SchemaName) => boolean): SchemaName {
  const { file, pointer } = splitPlace(place);
  const tokens = pointerTokens(pointer).filter((token) => !BOILERPLATE.has(token));
  const stem = file.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  const base = [...(stem === "" ? [] : [stem]), ...tokens].join(".").replace(/[^A-Za-z0-9_.-]/g, "_");
  const first = base === "" ? "root" : base;
  for (let count = 1; ; count++) {
    const name = count === 1 ? first : `${first}-${count}`;
    if (!taken(name)) return name;
  }
}
