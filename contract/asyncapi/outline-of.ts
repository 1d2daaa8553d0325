import type { SourceTree } from "../document/source-tree.ts";
import { isObject } from "../json.ts";
import { ToolError } from "../tool-error.ts";
import type { Outline } from "./outline.ts";
import { outlineOfVersion3 } from "./version-3.ts";

/** The AsyncAPI version of a document. Throws DOCUMENT-VERSION where it has none or one that is not read. */
export function checkVersion(tree: SourceTree): string {
  const { value } = tree.follow("#");
  const version = isObject(value) ? value["asyncapi"] : undefined;
  if (typeof version !== "string")
    throw new ToolError("DOCUMENT-VERSION", `${tree.document} is not an AsyncAPI document`, {
      where: tree.where("#"),
      hint: "it begins with `asyncapi: 3.1.0`",
    });
  if (!/^3\.[01]\./.test(version))
    throw new ToolError("DOCUMENT-VERSION", `AsyncAPI ${version} is not read yet`, {
      where: tree.where("#/asyncapi", "value"),
      hint: "3.0 and 3.1 are; `asyncapi convert` makes one of the other",
    });
  return version;
}

/** The document without the differences between versions. */
export function outlineOf(tree: SourceTree): Outline {
  checkVersion(tree);
  return outlineOfVersion3(tree);
}
