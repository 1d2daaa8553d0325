import { isObject } from "../json.ts";
import { ToolError } from "../tool-error.ts";
import type { SourceTree } from "./source-tree.ts";

/** Documents of other kinds, by the key that they begin with. */
const OTHERS: { readonly [key: string]: readonly [kind: string, hint: string] } = {
  openapi: [
    "an OpenAPI document",
    "OpenAPI describes HTTP; what WebSockets carry stands in an AsyncAPI document",
  ],
  swagger: ["an OpenAPI (Swagger) document", "what WebSockets carry stands in an AsyncAPI document"],
  overlay: ["an overlay", "give it with --overlay, after the document that it changes"],
  arazzo: ["an Arazzo document", "what WebSockets carry stands in an AsyncAPI document"],
  $schema: ["a JSON Schema", "an AsyncAPI document may refer to it"],
};

/** Throws DOCUMENT-VERSION for what is no AsyncAPI document at all, and says what it is instead. */
export function checkKind(tree: SourceTree): void {
  const { value } = tree.follow("#");
  const { document } = tree;
  if (value === null) throw fault(tree, "", `${document} is empty`, "it begins with `asyncapi: 3.1.0`");
  if (!isObject(value))
    throw fault(tree, "", `${document} is not an AsyncAPI document`, "it begins with `asyncapi: 3.1.0`");
  const key = Object.keys(OTHERS).find((one) => Object.hasOwn(value, one));
  if (value["asyncapi"] === undefined && key !== undefined) {
    const [kind, hint] = OTHERS[key] ?? ["", ""];
    throw fault(tree, `/${key}`, `${document} is ${kind}, not an AsyncAPI document`, hint);
  }
}

function fault(tree: SourceTree, pointer: string, message: string, hint: string): ToolError {
  return new ToolError("DOCUMENT-VERSION", message, { where: tree.where(`#${pointer}`, "value"), hint });
}
