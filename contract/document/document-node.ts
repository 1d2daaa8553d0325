import { isObject, type Json } from "../json.ts";
import type { Place } from "../model.ts";
import { type SourcePlace, ToolError } from "../tool-error.ts";
import { below } from "./place.ts";
import type { Found, SourceTree } from "./source-tree.ts";

/**
 * A node of the document and its place, references followed. It may have several layers (an object and its
 * traits): the first one that has a key gives its value; objects on all layers are merged, key by key.
 */
export class DocumentNode {
  readonly tree: SourceTree;
  readonly #layers: readonly [Found, ...Found[]];

  constructor(tree: SourceTree, layers: readonly [Found, ...Found[]]) {
    this.tree = tree;
    this.#layers = layers;
  }

  /** The node at a place, references followed. */
  static at(tree: SourceTree, place: Place): DocumentNode {
    return new DocumentNode(tree, [tree.follow(place)]);
  }

  /** This node with others below it, nearest first. */
  over(...others: readonly DocumentNode[]): DocumentNode {
    const [first, ...rest] = this.#layers;
    return new DocumentNode(this.tree, [first, ...rest, ...others.flatMap((other) => other.#layers)]);
  }

  get place(): Place {
    return this.#layers[0].place;
  }

  /** The value with all layers merged, references below it as they stand. */
  get value(): Json {
    const [first, second] = this.#layers;
    if (second === undefined || !isObject(first.value)) return first.value;
    return Object.fromEntries(this.entries().map(([key, child]) => [key, child.value]));
  }

  keys(): string[] {
    const objects = this.#layers.map(({ value }) => (isObject(value) ? Object.keys(value) : []));
    return [...new Set(objects.flat())];
  }

  /** The child of that key, or null; one whose reference leads nowhere is none. */
  at(key: string): DocumentNode | null {
    const children = this.#layers
      .filter(({ value }) => isObject(value) && Object.hasOwn(value, key))
      .map(({ place }) => this.tree.follow(below(place, key)))
      .filter(({ place }) => !this.tree.isLost(place));
    const [first, ...rest] = children;
    if (first === undefined) return null;
    const objects = isObject(first.value) ? rest.filter(({ value }) => isObject(value)) : [];
    return new DocumentNode(this.tree, [first, ...objects]);
  }

  /** Place of a child's own entry, before any reference in it is followed. */
  entry(key: string): Place {
    const owner = this.#layers.find(({ value }) => isObject(value) && Object.hasOwn(value, key));
    return below((owner ?? this.#layers[0]).place, key);
  }

  entries(): [key: string, child: DocumentNode][] {
    return this.keys().flatMap((key): [string, DocumentNode][] => {
      const child = this.at(key);
      return child === null ? [] : [[key, child]];
    });
  }

  /** Items of a list, each with its references followed; none where this is no list. */
  items(): DocumentNode[] {
    return this.itemPlaces().map((place) => DocumentNode.at(this.tree, place));
  }

  /** Places of a list's items, before references are followed; without those that lead nowhere. */
  itemPlaces(): Place[] {
    const { place, value } = this.#layers[0];
    if (!Array.isArray(value)) return [];
    const places = value.map((_, index) => below(place, index));
    return places.filter((item) => !this.tree.isLost(this.tree.follow(item).place));
  }

  /** The text under a key, or "". */
  text(key: string): string {
    const value = this.at(key)?.value;
    return typeof value === "string" ? value : "";
  }

  where(part: "key" | "value" = "key", offset = 0): SourcePlace {
    return this.tree.where(this.place, part, offset);
  }

  /** An error of the user that lies in this node. */
  fault(code: string, message: string, hint = ""): ToolError {
    return new ToolError(code, message, { where: this.where("value"), hint });
  }
}
