import type { Loading } from "../document/loading.ts";
import { below, splitPlace } from "../document/place.ts";
import { isReference, referenceTarget } from "../document/reference.ts";
import { referencesIn } from "../document/references-in.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { pointerOf, pointerTokens } from "../json-pointer.ts";
import type { Place } from "../model.ts";
import { EditedText, type Origin } from "./edited-text.ts";
import { fault } from "./read-overlay.ts";

/** Makes the changes of one action; what it adds has its line in the overlay. */
export class TreeEditor {
  readonly #loading: Loading;
  readonly #origin: Origin;
  #referrers: ReadonlyMap<Place, number> | null = null;

  constructor(loading: Loading, origin: Origin) {
    this.#loading = loading;
    this.#origin = origin;
  }

  /** Takes away the node at a place; a reference, not what it leads to. */
  remove(place: Place): void {
    const { tree } = this.#loading;
    const found = tree.find(place);
    // It went with something above it.
    if (found === null) return;
    const { file, pointer } = splitPlace(found.place);
    if (pointer === "") throw this.#fault("a whole document can't be removed", "");
    this.#edited(file).remove(pointer);
    tree.forget();
  }

  /** Merges objects, adds to lists, replaces everything else. */
  update(place: Place, value: Json): void {
    const at = this.#targetOf(place, value);
    const old = this.#loading.tree.find(at)?.value;
    if (Array.isArray(old)) this.#append(at, value, "");
    else if (isObject(old) && isObject(value)) this.#merge(at, value, "");
    else if (isObject(old)) throw this.#fault("an object can only be updated with an object", "");
    else this.#put(at, value, "");
  }

  #merge(at: Place, value: JsonObject, from: string): void {
    for (const [key, child] of Object.entries(value)) {
      const inner = `${from}${pointerOf(key)}`;
      const found = this.#loading.tree.find(at)?.value;
      const has = isObject(found) && Object.hasOwn(found, key);
      const target = has ? this.#targetOf(below(at, key), child) : below(at, key);
      const old = has ? this.#loading.tree.find(target)?.value : undefined;
      if (isObject(old) && isObject(child) && !isReference(child)) this.#merge(target, child, inner);
      else if (Array.isArray(old) && Array.isArray(child)) this.#append(target, child, inner);
      else this.#put(target, child, inner);
    }
  }

  #append(at: Place, value: Json, from: string): void {
    const items: readonly Json[] = Array.isArray(value) ? value : [value];
    const old = this.#loading.tree.find(at)?.value;
    const start = Array.isArray(old) ? old.length : 0;
    for (const [index, item] of items.entries())
      this.#put(below(at, start + index), item, Array.isArray(value) ? `${from}/${index}` : from);
  }

  /** Sets the node at a place whose parent is there. */
  #put(at: Place, value: Json, from: string): void {
    const { file, pointer } = splitPlace(at);
    const tokens = pointerTokens(pointer);
    const [key = ""] = tokens.splice(-1);
    const above = pointerOf(...tokens);
    const text = this.#edited(file);
    const origin = { text: this.#origin.text, pointer: `${this.#origin.pointer}${from}` };
    // A copy: the same update may go to many places, and be changed there.
    const copy: Json = JSON.parse(JSON.stringify(value));
    const parent = this.#loading.tree.find(`${file}#${above}`)?.value;
    if (Array.isArray(parent)) text.putItem(above, Number(key), copy, origin);
    else text.put(above, key, copy, origin);
    this.#loading.tree.forget();
  }

  /** The place that an update goes to: where references lead, unless it replaces the reference itself. */
  #targetOf(place: Place, value: Json): Place {
    const { tree } = this.#loading;
    let at = tree.find(place)?.place ?? place;
    if (!isObject(value) || isReference(value)) return at;
    // `follow` throws where references lead nowhere or in a circle.
    const { place: end } = tree.follow(at);
    while (at !== end) {
      at = tree.hop(at);
      this.#tellShared(at);
    }
    return end;
  }

  #tellShared(target: Place): void {
    const { tree, warn } = this.#loading;
    const { text, pointer } = this.#origin;
    this.#referrers ??= referrersOf(this.#loading);
    const count = this.#referrers.get(target) ?? 0;
    if (count < 2) return;
    const { file, line } = text.placeOf(pointer.replace(/\/update$/, ""), "value");
    const shown = splitPlace(target);
    const name = shown.file === "" ? target : `${tree.files.reader.shown(shown.file)}#${shown.pointer}`;
    warn(
      "OVERLAY-SHARED",
      target,
      `the update at ${file}:${line} changes ${name}, which ${count} references share`,
    );
  }

  #edited(file: string): EditedText {
    const { files } = this.#loading.tree;
    const text = files.get(file);
    if (text === null) throw new RangeError(`${file} was not read`);
    if (text instanceof EditedText) return text;
    const edited = new EditedText(text);
    files.replace(file, edited);
    this.#loading.tree.forget();
    return edited;
  }

  #fault(message: string, hint: string): Error {
    const { text, pointer } = this.#origin;
    return fault(message, text.placeOf(pointer, "value"), hint);
  }
}

/** How many references lead directly to each place. */
function referrersOf({ tree }: Loading): ReadonlyMap<Place, number> {
  const counts = new Map<Place, number>();
  for (const name of tree.files.names())
    for (const ref of referencesIn(tree.files.get(name)?.value ?? null)) {
      const target = referenceTarget(ref, `${name}#`, tree.document);
      const place = target.kind === "place" ? tree.find(target.place)?.place : undefined;
      if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  return counts;
}
