import { relative, resolve, sep } from "node:path";
import type { Json, JsonObject } from "../contract/json.ts";

/** A copy of a config file's settings in which overlays, root, cache and templates are relative to `cwd`, not to the file's folder. */
export function withPathsFrom(settings: JsonObject, folder: string, cwd: string): JsonObject {
  const moved = (path: Json): Json =>
    typeof path === "string" ? relative(cwd, resolve(folder, path)).split(sep).join("/") || "." : path;
  const copy: { [key: string]: Json } = { ...settings };
  const { overlays, root, cache, templates } = settings;
  if (Array.isArray(overlays)) copy["overlays"] = overlays.map(moved);
  if (root !== undefined) copy["root"] = moved(root);
  if (cache !== undefined && cache !== "off") copy["cache"] = moved(cache);
  if (templates !== undefined) copy["templates"] = moved(templates);
  return copy;
}
