import { posix } from "node:path";
import { isObject, type Json } from "../json.ts";
import type { Place } from "../model.ts";
import { ToolError } from "../tool-error.ts";
import { extensionMayStandAt } from "./extension-places.ts";
import type { Loading } from "./loading.ts";
import { below, splitPlace } from "./place.ts";
import { DATA, NAMES } from "./reference-places.ts";
import { isReference, referenceTarget } from "./reference.ts";
import { unescapedTarget } from "./repair-reference.ts";
import type { SourceTree } from "./source-tree.ts";

/**
 * Follows every reference that can be reached from the document's root. One that leads nowhere is a finding: it is
 * read as it was meant where only a `/` is not escaped, else as if it were not there. Throws a `ToolError` for
 * `x-contract` beside a `$ref` (AsyncAPI ignores what stands there), and for one where it means nothing.
 */
export function checkReferences(loading: Loading): void {
  const places = [loading.tree.follow("#").place];
  const seen = new Set(places);
  for (const place of places)
    for (const target of targetsBelow(loading, place)) {
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
function targetsBelow(loading: Loading, root: Place): Place[] {
  const { tree } = loading;
  const targets: Place[] = [];
  const visit = (value: Json, place: Place, parentKey: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, below(place, index), "");
      return;
    }
    if (!isObject(value)) return;
    const target = isReference(value) ? targetOf(place, loading) : null;
    if (target !== null) targets.push(target);
    checkExtension(tree, value, place, parentKey);
    for (const [key, child] of Object.entries(value))
      if (!DATA.has(key) || NAMES.test(parentKey)) visit(child, below(place, key), key);
  };
  visit(tree.follow(root).value, root, "");
  return targets;
}

/** Where a reference leads in the end; null where it is lost, which is reported. */
function targetOf(place: Place, { tree, warn }: Loading): Place | null {
  try {
    return tree.follow(place).place;
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "REFERENCE") throw error;
    const at = faultyHop(tree, place);
    const meant = meantBy(tree, at);
    if (meant === null) {
      const { message, hint } = error;
      tree.lose(at);
      warn("REFERENCE-LOST", at, `${message}: ${costOf(at)}${hint === "" ? "" : ` (${hint})`}`);
      return null;
    }
    tree.redirect(at, meant);
    warn(
      "REFERENCE-REPAIRED",
      at,
      `a \`/\` in a key is written \`~1\`; read as \`${meant}\`: nothing is lost`,
    );
    return targetOf(place, { tree, warn });
  }
}

/** The reference, on the way from a place, that leads nowhere or in a circle. */
function faultyHop(tree: SourceTree, place: Place): Place {
  const seen = new Set<Place>();
  let at = tree.find(place)?.place ?? place;
  while (!seen.has(at)) {
    seen.add(at);
    try {
      at = tree.find(tree.hop(at))?.place ?? at;
    } catch {
      return at;
    }
  }
  return at;
}

function meantBy(tree: SourceTree, at: Place): Place | null {
  const value = tree.find(at)?.value;
  if (!isReference(value)) return null;
  const target = referenceTarget(value.$ref, at, posix.basename(tree.document));
  if (target.kind === "bad") return null;
  try {
    // What is there, but leads on in a circle, was not meant otherwise.
    return tree.find(target.place) === null ? unescapedTarget(tree, target.place) : null;
  } catch (error) {
    // Another lost reference lies on the way: that one is reported for itself.
    if (error instanceof ToolError) return null;
    throw error;
  }
}

function costOf(place: Place): string {
  const { file, pointer } = splitPlace(place);
  // In another file nobody can tell by the place what a node is.
  const inSchema = file !== "" || /\/(payload|headers|schemas|schema)(\/|$)/.test(pointer);
  return inSchema ? "whatever stands there is not checked" : "it is read as if it were not there";
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
  if (file === "" && !extensionMayStandAt(pointer))
    throw new ToolError("X-CONTRACT-PLACE", "`x-contract` means nothing here", {
      where,
      hint: "it stands at the root, on channels, operations, messages, security schemes and traits",
    });
}
