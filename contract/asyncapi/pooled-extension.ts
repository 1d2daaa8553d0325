import type { DocumentNode } from "../document/document-node.ts";
import { isObject, jsonEqual } from "../json.ts";
import { ToolError } from "../tool-error.ts";
import { checkExtension } from "../vocabulary/check-extension.ts";
import type { OutlineChannel } from "./outline.ts";

/** `x-contract` of all channels of one connection as one node. Throws CONTRADICTION where two say different things. */
export function pooledExtension(channels: readonly OutlineChannel[]): DocumentNode | null {
  const extensions = channels.flatMap(({ extension }) => (extension === null ? [] : [extension]));
  for (const extension of extensions) checkExtension(extension, "channel");
  const [first, ...rest] = extensions;
  if (first === undefined) return null;
  let pooled = first;
  for (const extension of rest) {
    checkSame(pooled, extension);
    pooled = pooled.over(extension);
  }
  return pooled;
}

function checkSame(left: DocumentNode, right: DocumentNode): void {
  for (const [key, value] of right.entries()) {
    const other = left.at(key);
    if (other === null || jsonEqual(other.value, value.value)) continue;
    if (isObject(other.value) && isObject(value.value)) {
      checkSame(other, value);
      continue;
    }
    const { file, line, column } = other.where();
    throw new ToolError("CONTRADICTION", `\`${key}\` is said twice for one connection, differently`, {
      where: value.where(),
      hint: `the other one: ${file}:${line}:${column}`,
    });
  }
}
