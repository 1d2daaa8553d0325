import type { Loading } from "../document/loading.ts";
import type { SourceTree } from "../document/source-tree.ts";
import { isObject, type Json } from "../json.ts";
import { ToolError } from "../tool-error.ts";
import type { Outline } from "./outline.ts";
import { outlineOfVersion2 } from "./version-2.ts";
import { outlineOfVersion3 } from "./version-3.ts";

const READ = /^(2\.[0-6]|3\.[01])(?:\.|$)/;

/** The AsyncAPI version of a document. Throws DOCUMENT-VERSION where it has none or one that is not read. */
export function checkVersion(tree: SourceTree): string {
  const { value } = tree.follow("#");
  const declared = isObject(value) ? value["asyncapi"] : undefined;
  if (declared === undefined)
    throw new ToolError("DOCUMENT-VERSION", `${tree.document} is not an AsyncAPI document`, {
      where: tree.where("#"),
      hint: "it begins with `asyncapi: 3.1.0`",
    });
  const version = versionText(declared);
  if (version === null || !READ.test(version))
    throw new ToolError("DOCUMENT-VERSION", `AsyncAPI ${version ?? JSON.stringify(declared)} is not read`, {
      where: tree.where("#/asyncapi", "value"),
      hint: "2.0 to 2.6, 3.0 and 3.1 are",
    });
  return version;
}

/** Without quotes a version of two parts is a number for YAML, and 3.0 is 3. */
function versionText(declared: Json): string | null {
  if (typeof declared === "number") return Number.isInteger(declared) ? `${declared}.0` : String(declared);
  return typeof declared === "string" ? declared : null;
}

/** The document without the differences between versions. */
export function outlineOf(loading: Loading): Outline {
  return checkVersion(loading.tree).startsWith("2") ? outlineOfVersion2(loading) : outlineOfVersion3(loading);
}
