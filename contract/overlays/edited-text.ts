import { isObject, type Json } from "../json.ts";
import { pointerGet, pointerOf, pointerTokens } from "../json-pointer.ts";
import type { YamlText } from "../read-yaml.ts";
import type { SourcePlace } from "../tool-error.ts";

/** Where a node was written: in a file, at a pointer of that file. */
export interface Origin {
  readonly text: YamlText;
  readonly pointer: string;
}

/** The origin of a node, and of those below it that come from elsewhere. */
interface Spot extends Origin {
  readonly keys: Map<string, Spot>;
  /** Origins of a list's items, where items have come or gone. */
  items: Spot[] | null;
}

/** A file's content with changes; each node still knows the line where it was written. */
export class EditedText implements YamlText {
  readonly value: Json;
  readonly #root: Spot;

  constructor(from: YamlText) {
    // What stands behind an alias is one object for YAML, but a change is meant for one place.
    this.value = JSON.parse(JSON.stringify(from.value));
    this.#root = spotOf({ text: from, pointer: "" });
  }

  placeOf(pointer: string, part: "key" | "value" = "key"): SourcePlace {
    const { text, pointer: own } = this.#spotAt(pointerTokens(pointer));
    return text.placeOf(own, part);
  }

  *lines(): Generator<readonly [pointer: string, where: SourcePlace]> {
    const known = new Map<YamlText, ReadonlyMap<string, SourcePlace>>();
    const lineOf = ({ text, pointer }: Origin): SourcePlace => {
      const lines = known.get(text) ?? new Map(text.lines());
      known.set(text, lines);
      return lines.get(pointer) ?? text.placeOf(pointer);
    };
    function* below(value: Json, spot: Spot, at: string): Generator<readonly [string, SourcePlace]> {
      yield [at, lineOf(spot)];
      if (typeof value !== "object" || value === null) return;
      for (const [key, child] of Object.entries<Json>(value))
        yield* below(child, childSpot(spot, key), `${at}${pointerOf(key)}`);
    }
    yield* below(this.value, this.#root, "");
  }

  /** Sets a key of the object at a pointer. */
  put(pointer: string, key: string, value: Json, origin: Origin): void {
    const object = pointerGet(this.value, pointer);
    if (!isObject(object)) throw new RangeError(`no object at ${pointer}`);
    // `__proto__` is a key like any other.
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
    this.#ownSpot(pointerTokens(pointer)).keys.set(key, spotOf(origin));
  }

  /** Replaces an item of the list at a pointer; an index behind its end appends. */
  putItem(pointer: string, index: number, value: Json, origin: Origin): void {
    const { list, spots } = this.#list(pointer);
    list[index] = value;
    spots[index] = spotOf(origin);
  }

  /** Takes the node at a pointer out of its object or list; the root stays. */
  remove(pointer: string): void {
    const tokens = pointerTokens(pointer);
    const [key = ""] = tokens.splice(-1);
    const above = pointerOf(...tokens);
    const parent = pointerGet(this.value, above);
    if (Array.isArray(parent)) {
      const { list, spots } = this.#list(above);
      list.splice(Number(key), 1);
      spots.splice(Number(key), 1);
    } else if (isObject(parent)) {
      // The copy is our own, see the constructor.
      delete (parent as { [key: string]: Json })[key];
      this.#ownSpot(tokens).keys.delete(key);
    }
  }

  #list(pointer: string): { readonly list: Json[]; readonly spots: Spot[] } {
    const list = pointerGet(this.value, pointer);
    if (!Array.isArray(list)) throw new RangeError(`no list at ${pointer}`);
    const spot = this.#ownSpot(pointerTokens(pointer));
    spot.items ??= list.map((_, index) => childSpot(spot, String(index)));
    return { list, spots: spot.items };
  }

  #spotAt(tokens: readonly string[]): Spot {
    return tokens.reduce(childSpot, this.#root);
  }

  /** The spot at a path, hung into the tree so that it can be changed. */
  #ownSpot(tokens: readonly string[]): Spot {
    return tokens.reduce((spot, token) => {
      const child = childSpot(spot, token);
      if (spot.items === null) spot.keys.set(token, child);
      return child;
    }, this.#root);
  }
}

function spotOf({ text, pointer }: Origin): Spot {
  return { text, pointer, keys: new Map(), items: null };
}

function childSpot(spot: Spot, token: string): Spot {
  const own = spot.items === null ? spot.keys.get(token) : spot.items[Number(token)];
  return own ?? spotOf({ text: spot.text, pointer: `${spot.pointer}${pointerOf(token)}` });
}
