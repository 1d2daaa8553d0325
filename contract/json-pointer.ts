import { isObject, type Json, type JsonObject } from "./json.ts";

/** Splits a JSON pointer into its unescaped tokens (RFC 6901, section 4); `""` gives none. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .replace(/^\//, "")
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Joins tokens to a JSON pointer, escaping each (RFC 6901, section 3). */
export function pointerOf(...tokens: readonly (string | number)[]): string {
  let pointer = "";
  for (const token of tokens) pointer += `/${escaped(String(token))}`;
  return pointer;
}

/** Hardly any token has to be: large documents have a million of them. */
function escaped(token: string): string {
  return token.includes("~") || token.includes("/")
    ? token.replaceAll("~", "~0").replaceAll("/", "~1")
    : token;
}

/** A pointer, taken apart. */
interface Way {
  readonly tokens: readonly string[];
  /** No token is the name of something that every object has without owning it. */
  readonly isPlain: boolean;
}

const KNOWN = new Map<string, Way>();
/** Documents have few pointers, and those are looked up for every frame; made-up ones must not pile up. */
const MOST_KNOWN = 5000;

function wayOf(pointer: string): Way {
  const known = KNOWN.get(pointer);
  if (known !== undefined) return known;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  const tokens = pointerTokens(pointer);
  const way = { tokens, isPlain: tokens.every((token) => !(token in Object.prototype)) };
  KNOWN.set(pointer, way);
  return way;
}

/** The value a pointer names, or `undefined` where there is none. Own properties only. */
export function pointerGet(value: Json | undefined, pointer: string): Json | undefined {
  const { tokens, isPlain } = wayOf(pointer);
  let here: Json | undefined = value;
  for (const token of tokens) {
    if (Array.isArray(here)) here = /^(0|[1-9]\d*)$/.test(token) ? here[Number(token)] : undefined;
    else if (isObject(here)) here = isPlain || Object.hasOwn(here, token) ? here[token] : undefined;
    else return undefined;
  }
  return here;
}

/**
 * A copy of `value` with `to` at the pointer; objects and arrays on the way are copied, missing objects made.
 * Returns `value` unchanged where the way leads through a scalar.
 */
export function pointerSet(value: Json, pointer: string, to: Json): Json {
  return setAt(value, wayOf(pointer).tokens, { depth: 0, to });
}

function setAt(
  value: Json,
  tokens: readonly string[],
  { depth, to }: { readonly depth: number; readonly to: Json },
): Json {
  const first = tokens[depth];
  if (first === undefined) return to;
  const below = { depth: depth + 1, to };
  if (Array.isArray(value)) {
    const index = first === "-" ? value.length : Number(first);
    if (!Number.isInteger(index) || index < 0 || index > value.length) return value;
    const copy = [...value];
    copy[index] = setAt(copy[index] ?? {}, tokens, below);
    return copy;
  }
  if (!isObject(value)) return value;
  const inner = Object.hasOwn(value, first) ? value[first] : undefined;
  return withOwn(value, first, setAt(inner ?? {}, tokens, below));
}

/** A copy without what the pointer names; the same payload where it names nothing. */
export function pointerWithout(value: Json, pointer: string): Json {
  const tokens = pointerTokens(pointer);
  const last = tokens.at(-1);
  if (last === undefined || pointerGet(value, pointer) === undefined) return value;
  const parentAt = pointerOf(...tokens.slice(0, -1));
  const parent = pointerGet(value, parentAt);
  if (Array.isArray(parent)) return pointerSet(value, parentAt, parent.toSpliced(Number(last), 1));
  return isObject(parent) ? pointerSet(value, parentAt, withoutKey(parent, last)) : value;
}

function withoutKey(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** A copy of an object with one own property set, `__proto__` included. */
function withOwn(object: { readonly [key: string]: Json }, key: string, to: Json): Json {
  if (key !== "__proto__") return { ...object, [key]: to };
  const copy: { [key: string]: Json } = { ...object };
  Object.defineProperty(copy, key, { value: to, enumerable: true, writable: true, configurable: true });
  return copy;
}
