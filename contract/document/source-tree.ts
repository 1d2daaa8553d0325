import { isObject, type Json } from "../json.ts";
import { pointerOf, pointerTokens } from "../json-pointer.ts";
import type { LineMap } from "../line-map.ts";
import type { Place } from "../model.ts";
import { type SourcePlace, ToolError } from "../tool-error.ts";
import { wordHint } from "../nearest-word.ts";
import { splitPlace } from "./place.ts";
import { isReference, referenceTarget } from "./reference.ts";
import type { SourceFiles } from "./source-files.ts";

/** A node as it stands in a file. */
export interface Found {
  readonly place: Place;
  readonly value: Json;
}

/** The nodes of the document and of the files that it refers to. Every failure is a `ToolError` with its place. */
export class SourceTree {
  readonly files: SourceFiles;
  readonly #found = new Map<Place, Found | null>();
  /** References that lead nowhere and are read as empty objects. */
  readonly #lost = new Map<Place, string>();
  /** References that were meant otherwise than written. */
  readonly #redirected = new Map<Place, Place>();

  constructor(files: SourceFiles) {
    this.files = files;
  }

  /** The document's name for people: relative to the working directory, with forward slashes. */
  get document(): string {
    return this.files.reader.document;
  }

  /** To be called when the content of a file has changed. */
  forget(): void {
    this.#found.clear();
  }

  /** The node at a place, as it stands; references on the way are followed, one at its end is not. */
  find(place: Place): Found | null {
    const known = this.#found.get(place);
    if (known !== undefined) return known;
    const found = this.#search(place);
    this.#found.set(place, found);
    return found;
  }

  #search(place: Place): Found | null {
    const { file, pointer } = splitPlace(place);
    const text = this.files.get(file);
    if (text === null) return null;
    if (pointer === "") return this.#read(place, text.value);
    const cut = place.lastIndexOf("/");
    const above = this.find(place.slice(0, cut));
    if (above === null) return null;
    const [token = ""] = pointerTokens(place.slice(cut));
    // A pointer means what literally stands there; followed first, `{ $ref: "#/$defs/A", $defs: ... }` leads to itself.
    const parent = childOf(above.value, token) === undefined ? this.#target(above, []) : above;
    const value = childOf(parent.value, token);
    if (value === undefined) return null;
    return this.#read(`${parent.place}${pointerOf(token)}`, value);
  }

  #read(place: Place, value: Json): Found {
    return { place, value: this.#lost.has(place) ? {} : value };
  }

  /** From now on the reference at a place is read as an empty object, and as no child of a node. */
  lose(place: Place): void {
    const found = this.find(place);
    this.#lost.set(place, found !== null && isReference(found.value) ? found.value.$ref : "");
    this.#found.clear();
  }

  isLost(place: Place): boolean {
    return this.#lost.has(place);
  }

  get hasLost(): boolean {
    return this.#lost.size > 0;
  }

  /** The lost reference that a place stands for, itself or at the end of its references; null where there is none. */
  lostAt(place: Place): string | null {
    const own = this.#lost.get(place);
    if (own !== undefined) return own;
    return this.find(place) === null ? null : (this.#lost.get(this.follow(place).place) ?? null);
  }

  /** From now on the reference at a place leads to another place than it says. */
  redirect(place: Place, target: Place): void {
    this.#redirected.set(place, target);
    this.#found.clear();
  }

  /** The node at a place with every reference followed. Throws where a reference leads nowhere. */
  follow(place: Place): Found {
    const found = this.find(place);
    if (found === null) throw new RangeError(`nothing at ${place}`);
    return this.#target(found, []);
  }

  /** Where the reference at a place leads, one step; the place itself where there is no reference. */
  hop(place: Place): Place {
    const found = this.find(place);
    return found !== null && isReference(found.value) ? this.#step(found, found.value.$ref).place : place;
  }

  /** Line and column of a place; `offset` counts characters from there. */
  where(place: Place, part: "key" | "value" = "key", offset = 0): SourcePlace {
    const { file, pointer } = splitPlace(place);
    const start = this.files.get(file)?.placeOf(pointer, part);
    if (start === undefined) return { file: this.files.reader.shown(file), line: 1, column: 1 };
    return { ...start, column: start.column + offset };
  }

  /** Line and column of every node of every file. */
  lineMap(): LineMap {
    return this.files.lineMap();
  }

  #target(found: Found, seen: readonly Place[]): Found {
    if (!isReference(found.value)) return found;
    if (seen.includes(found.place))
      throw this.#fault(found.place, `\`${found.value.$ref}\` leads back to itself`, "");
    return this.#target(this.#step(found, found.value.$ref), [...seen, found.place]);
  }

  #step(from: Found, ref: string): Found {
    const meant = this.#redirected.get(from.place);
    const redirected = meant === undefined ? null : this.find(meant);
    if (redirected !== null) return redirected;
    const target = referenceTarget(ref, from.place, this.document);
    if (target.kind === "bad") throw this.#fault(from.place, target.message, target.hint);
    const { file, pointer } = splitPlace(target.place);
    if (this.files.get(file) === null) {
      const { why, hint } = this.files.unread(file);
      const shown = this.files.reader.shown(file);
      throw this.#fault(from.place, `\`${ref}\`${shown === ref ? "" : `: ${shown}`} ${why}`, hint);
    }
    const found = this.find(target.place);
    if (found !== null) return found;
    throw this.#fault(from.place, `\`${ref}\` leads nowhere`, this.#hint(file, pointer));
  }

  /** Names the nearest word at the place where the way ends. */
  #hint(file: string, pointer: string): string {
    let at = `${file}#`;
    for (const token of pointerTokens(pointer)) {
      const next = this.find(`${at}${pointerOf(token)}`);
      if (next === null) {
        const { value } = this.follow(at);
        return wordHint(token, isObject(value) ? Object.keys(value) : []);
      }
      at = next.place;
    }
    return "";
  }

  #fault(place: Place, message: string, hint: string): ToolError {
    return new ToolError("REFERENCE", message, { where: this.where(`${place}/$ref`, "value"), hint });
  }
}

function childOf(parent: Json, token: string): Json | undefined {
  if (Array.isArray(parent)) return /^(0|[1-9]\d*)$/.test(token) ? parent[Number(token)] : undefined;
  return isObject(parent) && Object.hasOwn(parent, token) ? parent[token] : undefined;
}
