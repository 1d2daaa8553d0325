import { Document, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, visit } from "yaml";
import type { Json } from "./json.ts";
import { pointerOf } from "./json-pointer.ts";
import { visible } from "./plain-text.ts";

const WIDTH = 110;
/** What fits into one line stays in one. */
const FLOW = 90;

/**
 * YAML for people: short values in one line, comments (by JSON pointer) beside or above their nodes. What is unseen
 * stands in it as an escape.
 */
export function yamlText(value: Json, comments: ReadonlyMap<string, string>, head: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  dress(document.contents, "", comments);
  if (head !== "") document.commentBefore = head;
  visit(document, { Scalar: (_key, node) => quoteUnseen(node) });
  return visible(document.toString({ lineWidth: WIDTH, flowCollectionPadding: true }));
}

/** Only between double quotes an escape is one. */
function quoteUnseen(node: Scalar): void {
  if (typeof node.value === "string" && visible(node.value) !== node.value) node.type = "QUOTE_DOUBLE";
}

function dress(node: unknown, pointer: string, comments: ReadonlyMap<string, string>): void {
  if (isMap(node)) for (const pair of node.items) dressPair(pair, pointer, comments);
  if (isSeq(node))
    for (const [index, item] of node.items.entries()) {
      const at = `${pointer}/${index}`;
      dress(item, at, comments);
      flatten(item, at, comments);
      const comment = comments.get(at);
      if (comment !== undefined && isNode(item)) item.commentBefore = ` ${oneLine(comment)}`;
    }
}

function dressPair(pair: Pair, pointer: string, comments: ReadonlyMap<string, string>): void {
  const { key, value } = pair;
  if (!isScalar(key)) return;
  const at = `${pointer}${pointerOf(String(key.value))}`;
  dress(value, at, comments);
  const flat = flatten(value, at, comments);
  const comment = comments.get(at);
  if (comment === undefined || !isNode(value)) return;
  if (flat) value.comment = ` ${oneLine(comment)}`;
  else key.commentBefore = ` ${oneLine(comment)}`;
}

/** One line for a short value that has no comments inside. */
function flatten(node: unknown, at: string, comments: ReadonlyMap<string, string>): boolean {
  if (isScalar(node)) return true;
  if (!isMap(node) && !isSeq(node)) return false;
  const inside = [...comments.keys()].some((pointer) => pointer.startsWith(`${at}/`));
  node.flow = !inside && JSON.stringify(node).length + at.split("/").length < FLOW;
  return node.flow;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, " ");
}
