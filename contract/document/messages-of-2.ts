import { isObject, type Json } from "../json.ts";
import { pointerOf } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import type { SourceTree } from "./source-tree.ts";

/**
 * Where the messages of an AsyncAPI 2 document stand, by their `messageId`: each once, however many references lead to
 * it. The official parser counts references, and calls a message of two channels two messages of one id.
 */
export function placesById(tree: SourceTree): ReadonlyMap<string, ReadonlySet<Place>> {
  const places = new Map<string, Set<Place>>();
  for (const place of messagePlaces(tree)) {
    const id = idAt(tree, place);
    if (id !== null) places.set(id, (places.get(id) ?? new Set()).add(place));
  }
  return places;
}

function messagePlaces(tree: SourceTree): Place[] {
  return Object.keys(entriesAt(tree, "#/channels")).flatMap((channel) =>
    ["publish", "subscribe"].flatMap((kind) => {
      const found = followed(tree, `#${pointerOf("channels", channel, kind, "message")}`);
      if (found === null) return [];
      const { oneOf } = entriesAt(tree, found);
      if (!Array.isArray(oneOf)) return [found];
      return oneOf.flatMap((_, index) => followed(tree, `${found}/oneOf/${index}`) ?? []);
    }),
  );
}

/** A trait's word wins over the message's own, the last one's over all. */
function idAt(tree: SourceTree, place: Place): string | null {
  const { messageId, traits } = entriesAt(tree, place);
  const inherited = Array.isArray(traits)
    ? traits.map((_, index) => entriesAt(tree, `${place}/traits/${index}`)["messageId"])
    : [];
  const id = [messageId, ...inherited].findLast((one) => typeof one === "string");
  return typeof id === "string" ? id : null;
}

function entriesAt(tree: SourceTree, place: Place): { readonly [key: string]: Json } {
  const target = followed(tree, place);
  const value = target === null ? undefined : tree.find(target)?.value;
  return isObject(value) ? value : {};
}

/** Where the references there lead; null where there is nothing. */
function followed(tree: SourceTree, place: Place): Place | null {
  return tree.find(place) === null ? null : tree.follow(place).place;
}
