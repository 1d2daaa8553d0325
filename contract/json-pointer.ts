import { isObject, type Json } from "./json.ts";

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
  return tokens.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The value a pointer names, or `undefined` where there is none. Own properties only. */
export function pointerGet(value: Json | undefined, pointer: string): Json | undefined {
  let here: Json | undefined = value;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(here)) here = /^(0|[1-9]\d*)$/.test(token) ? here[Number(token)] : undefined;
    else if (isObject(here)) here = Object.hasOwn(here, token) ? here[token] : undefined;
    else return undefined;
  }
  return here;
}

/**
 * A copy of `value` with `to` at the pointer; objects and arrays on the way are copied, missing objects made.
 * Returns `value` unchanged where the way leads through a scalar.
 */
export function pointerSet(value: Json, pointer: string, to: Json): Json {
  const [first, ...rest] = pointerTokens(pointer);
  if (first === undefined) return to;
  const below = pointerOf(...rest);
  if (Array.isArray(value)) {
    const index = first === "-" ? value.length : Number(first);
    if (!Number.isInteger(index) || index < 0 || index > value.length) return value;
    const copy = [...value];
    copy[index] = pointerSet(copy[index] ?? {}, below, to);
    return copy;
  }
  if (!isObject(value)) return value;
  const inner = Object.hasOwn(value, first) ? value[first] : undefined;
  return withOwn(value, first, pointerSet(inner ?? {}, below, to));
}

/** A copy of an object with one own property set, `__proto__` included. */
function withOwn(object: { readonly [key: string]: Json }, key: string, to: Json): Json {
  const copy: { [key: string]: Json } = { ...object };
  Object.defineProperty(copy, key, { value: to, enumerable: true, writable: true, configurable: true });
  return copy;
}
