import { splitPlace } from "../document/place.ts";
import { isReference, referenceTarget } from "../document/reference.ts";
import type { SourceTree } from "../document/source-tree.ts";
import type { Json } from "../json.ts";
import type { Place } from "../model.ts";

/**
 * The document as a JSONPath sees it: a reference to another file is what it leads to, one inside a file stands as it
 * is. Paths in it are paths of `tree`, which follows references on the way.
 */
export function bundled(tree: SourceTree): Json {
  const root = tree.files.get("")?.value ?? null;
  return tree.files.names().length === 1 ? root : new Bundler(tree).view(root, "");
}

class Bundler {
  readonly #tree: SourceTree;
  /** Null: under way, so that a circle of files ends. */
  readonly #known = new Map<Place, Json | null>();

  constructor(tree: SourceTree) {
    this.#tree = tree;
  }

  view(value: Json, file: string): Json {
    if (typeof value !== "object" || value === null) return value;
    if (isReference(value)) return this.#target(value.$ref, file) ?? value;
    if (Array.isArray(value)) return value.map((item: Json) => this.view(item, file));
    return Object.fromEntries(
      Object.entries<Json>(value).map(([key, child]) => [key, this.view(child, file)]),
    );
  }

  /** What a reference to another file leads to; null for any other. */
  #target(ref: string, file: string): Json | null {
    const target = referenceTarget(ref, `${file}#`, this.#tree.document);
    if (target.kind === "bad" || splitPlace(target.place).file === file) return null;
    const known = this.#known.get(target.place);
    if (known !== undefined) return known;
    const found = this.#tree.find(target.place);
    if (found === null) return null;
    this.#known.set(target.place, null);
    const view = this.view(found.value, splitPlace(found.place).file);
    this.#known.set(target.place, view);
    return view;
  }
}
