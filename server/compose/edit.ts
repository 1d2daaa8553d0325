import { isObject, type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet, pointerSet, pointerWithout } from "../../contract/json-pointer.ts";
import type { PayloadPointer } from "../../contract/model.ts";

/** One thing that a rule wants of a payload: any of the values at the pointer; `undefined`: nothing there. */
export interface Edit {
  readonly at: PayloadPointer;
  /** In order of preference. */
  readonly values: readonly (Json | undefined)[];
  /** Which rule wants it, for the log: `echoes /content`. */
  readonly why: string;
}

/** Faults of a payload, so many that only their number counts here. */
export type IsValid = (payload: Json) => boolean;

/** What came of a payload, and the edits that its schema did not allow. */
export interface Settled {
  readonly payload: Json;
  readonly dropped: readonly Edit[];
}

/**
 * Applies edits in their order. Where the result breaks the schema, each edit takes its first value that keeps the
 * payload valid, and one without such a value is dropped: the schema wins over the rules. Null where not even
 * `base` is valid.
 */
export function settle(base: Json, edits: readonly Edit[], isValid: IsValid): Settled | null {
  const all = applyAll(base, edits);
  if (isValid(all)) return { payload: all, dropped: [] };
  return isValid(base) ? settleOneByOne(base, edits, isValid) : null;
}

/** Each with its first value. Most are about properties at the top, for which the payload is copied only once. */
function applyAll(base: Json, edits: readonly Edit[]): Json {
  let all = base;
  let copy: { [key: string]: Json } | null = null;
  for (const { at, values } of edits) {
    const [value] = values;
    const key = topKey(at);
    if (value === undefined || key === null || !isObject(all)) {
      all = applyValue(all, at, value);
      copy = null;
      continue;
    }
    copy ??= { ...all };
    copy[key] = value;
    all = copy;
  }
  return all;
}

/** The property that a pointer of one plain token names; null for any other, and for `__proto__`, which is no plain one. */
function topKey(at: PayloadPointer): string | null {
  return /^\/[^/~]+$/.test(at) && at !== "/__proto__" ? at.slice(1) : null;
}

function settleOneByOne(base: Json, edits: readonly Edit[], isValid: IsValid): Settled {
  const dropped: Edit[] = [];
  let payload = base;
  for (const edit of edits) {
    const found = edit.values.map((value) => applyValue(payload, edit.at, value)).find(isValid);
    if (found === undefined) dropped.push(edit);
    else payload = found;
  }
  return { payload, dropped };
}

/** A copy with the value at the pointer, or without anything there. */
export function applyValue(payload: Json, at: PayloadPointer, value: Json | undefined): Json {
  return value === undefined ? pointerWithout(payload, at) : pointerSet(payload, at, value);
}

/** Does the payload say there what the edit wants already? */
export function holds(payload: Json, { at, values }: Pick<Edit, "at" | "values">): boolean {
  const found = pointerGet(payload, at);
  return values.some((value) => value === found || (value !== undefined && jsonEqual(value, found)));
}
