import { isObject } from "../json.ts";
import { pointerTokens } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import { below, splitPlace } from "./place.ts";
import type { SourceTree } from "./source-tree.ts";

/**
 * Where a pointer leads whose keys hold a `/` that was not written as `~1`: the one place that any way of reading
 * it gives. Null where there is none, or several.
 */
export function unescapedTarget(tree: SourceTree, target: Place): Place | null {
  const { file, pointer } = splitPlace(target);
  if (tree.find(`${file}#`) === null) return null;
  const [only, ...others] = waysDown(tree, `${file}#`, pointerTokens(pointer));
  return only === undefined || others.length > 0 ? null : only;
}

function waysDown(tree: SourceTree, from: Place, tokens: readonly string[]): Place[] {
  if (tokens.length === 0) return [from];
  const { place, value } = tree.follow(from);
  if (!isObject(value) && !Array.isArray(value)) return [];
  const keys = Object.keys(value);
  return tokens.flatMap((_, index) => {
    const key = tokens.slice(0, index + 1).join("/");
    // Keys of channels begin with a slash that is easily lost.
    const known = [key, `/${key}`].filter((one) => keys.includes(one));
    return known.flatMap((one) => waysDown(tree, below(place, one), tokens.slice(index + 1)));
  });
}
