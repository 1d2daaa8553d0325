import { isObject, type Json } from "../json.ts";
import { subschemas } from "../schema-walk.ts";

/** A schema inside one of several documents. */
export interface SchemaSpot {
  readonly document: string;
  readonly pointer: string;
}

/** Where the names that `$ref`s use lead, over some documents of JSON Schema: `$id`, anchors and base URIs. */
export interface SchemaIndex {
  /** What a reference that stands below `base` names; null: nothing known. */
  readonly find: (ref: string, base: string) => SchemaSpot | null;
  /** The base URI at a schema of the documents. */
  readonly baseAt: (spot: SchemaSpot) => string;
}

/** Indexes documents by their URI. */
export function indexSchemas(documents: ReadonlyMap<string, Json>): SchemaIndex {
  const named = new Map<string, SchemaSpot>();
  const bases = new Map<string, string>();
  const visit = (schema: Json, spot: SchemaSpot, above: string): void => {
    const base = isObject(schema) ? ownBase(schema["$id"], above) : above;
    bases.set(keyOf(spot), base);
    if (base !== above) named.set(base, spot);
    if (isObject(schema))
      for (const anchor of anchorsOf(schema))
        if (!named.has(`${base}#${anchor}`)) named.set(`${base}#${anchor}`, spot);
    for (const inner of subschemas(schema))
      visit(inner.schema, { ...spot, pointer: `${spot.pointer}${inner.pointer}` }, base);
  };
  for (const [uri, schema] of documents) {
    named.set(uri, { document: uri, pointer: "" });
    visit(schema, { document: uri, pointer: "" }, uri);
  }
  return {
    find: (ref, base) => find(named, ref, base),
    baseAt: (spot) => nearestBase(bases, spot),
  };
}

function find(named: ReadonlyMap<string, SchemaSpot>, ref: string, base: string): SchemaSpot | null {
  const uri = resolved(ref, base);
  const cut = uri.indexOf("#");
  const resource = cut < 0 ? uri : uri.slice(0, cut);
  const fragment = cut < 0 ? "" : decoded(uri.slice(cut + 1));
  const root = named.get(resource) ?? named.get(`${resource}#`);
  if (fragment !== "" && !fragment.startsWith("/")) return named.get(`${resource}#${fragment}`) ?? null;
  return root === undefined ? null : { ...root, pointer: `${root.pointer}${fragment}` };
}

function ownBase(id: Json | undefined, above: string): string {
  if (typeof id !== "string" || id.startsWith("#")) return above;
  return resolved(id, above).replace(/#.*$/, "");
}

/** Draft-07 writes an anchor as `$id: "#name"`. */
function anchorsOf(schema: { readonly [key: string]: Json }): string[] {
  const { $id: id, $anchor: anchor, $dynamicAnchor: dynamic } = schema;
  const old = typeof id === "string" && /^#[^/]/.test(id) ? [id.slice(1)] : [];
  return [...old, anchor, dynamic].filter((name) => typeof name === "string");
}

function nearestBase(bases: ReadonlyMap<string, string>, spot: SchemaSpot): string {
  for (let { pointer } = spot; ; pointer = pointer.slice(0, pointer.lastIndexOf("/"))) {
    const base = bases.get(keyOf({ ...spot, pointer }));
    if (base !== undefined) return base;
    if (pointer === "") return spot.document;
  }
}

function keyOf({ document, pointer }: SchemaSpot): string {
  return `${document}\u0000${pointer}`;
}

/** RFC 3986, section 5; what is no URI at all is left as it stands. */
function resolved(ref: string, base: string): string {
  try {
    return new URL(ref, base).href;
  } catch {
    return ref.startsWith("#") ? `${base}${ref}` : ref;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
