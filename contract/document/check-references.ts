import { isObject, type Json } from "../json.ts";
import type { Place } from "../model.ts";
import { ToolError } from "../tool-error.ts";
import { below, splitPlace } from "./place.ts";
import { DATA, NAMES } from "./reference-places.ts";
import { isReference } from "./reference.ts";
import type { SourceTree } from "./source-tree.ts";

/** Where `x-contract` means something, in the document itself. */
const PLACES =
  /^$|^\/(components\/)?(channels|operations)\/[^/]+$|^\/(components\/)?channels\/[^/]+\/messages\/[^/]+$|^\/components\/(messages|securitySchemes|operationTraits|messageTraits)\/[^/]+$|\/(traits|security)\/\d+$/;

/**
 * Follows every reference that can be reached from the document's root. Throws a `ToolError` for one that leads
 * nowhere or outside, for `x-contract` beside a `$ref` (AsyncAPI ignores what stands there), and for one in a
 * place where it means nothing.
 */
export function checkReferences(tree: SourceTree): void {
  const places = [tree.follow("#").place];
  const seen = new Set(places);
  for (const place of places)
    for (const target of targetsBelow(tree, place)) {
      if (seen.has(target)) continue;
      seen.add(target);
      // What lies below a place seen before was walked with it.
      if (!isBelowAny(target, seen)) places.push(target);
    }
}

function isBelowAny(place: Place, seen: ReadonlySet<Place>): boolean {
  const { pointer } = splitPlace(place);
  for (let at = place, left = pointer; left !== ""; ) {
    const cut = left.lastIndexOf("/");
    at = at.slice(0, at.length - (left.length - cut));
    left = left.slice(0, cut);
    if (seen.has(at)) return true;
  }
  return false;
}

/** Where the references below a place lead. */
function targetsBelow(tree: SourceTree, root: Place): Place[] {
  const targets: Place[] = [];
  const visit = (value: Json, place: Place, parentKey: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, below(place, index), "");
      return;
    }
    if (!isObject(value)) return;
    checkExtension(tree, value, place, parentKey);
    if (isReference(value)) targets.push(tree.follow(place).place);
    for (const [key, child] of Object.entries(value))
      if (!DATA.has(key) || NAMES.test(parentKey)) visit(child, below(place, key), key);
  };
  visit(tree.follow(root).value, root, "");
  return targets;
}

function checkExtension(tree: SourceTree, value: Json, place: Place, parentKey: string): void {
  if (!isObject(value) || !Object.hasOwn(value, "x-contract") || NAMES.test(parentKey)) return;
  const where = tree.where(below(place, "x-contract"));
  if (isReference(value)) {
    const target = tree.follow(place).place;
    const { file, line, column } = tree.where(target);
    throw new ToolError("X-CONTRACT-BESIDE-REF", "`x-contract` beside a `$ref` would be ignored", {
      where,
      hint: `write it where the reference leads: ${target} (${file}:${line}:${column})`,
    });
  }
  const { file, pointer } = splitPlace(place);
  if (file === "" && !PLACES.test(pointer))
    throw new ToolError("X-CONTRACT-PLACE", "`x-contract` means nothing here", {
      where,
      hint: "it stands at the root, on channels, operations, messages, security schemes and traits",
    });
}
