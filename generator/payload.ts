import { isObject, type Json } from "../contract/json.ts";
import { pointerGet, pointerSet } from "../contract/json-pointer.ts";
import type { PayloadPointer } from "../contract/model.ts";

/** A value as a test writes it: JSON, with code where the value is known only when the test runs. */
export interface Payload {
  readonly json: Json;
  readonly holes: readonly Hole[];
}

/** Code in place of the value at a pointer. */
export interface Hole {
  readonly at: PayloadPointer;
  readonly code: Code;
}

/** Where a value comes from that no plan can know. `client` is a connection's variable. */
export type Code =
  | { readonly kind: "identity"; readonly client: string }
  | {
      readonly kind: "received";
      readonly client: string;
      readonly message: string;
      readonly pointer: PayloadPointer;
    }
  | { readonly kind: "credential"; readonly client: string; readonly name: string }
  | { readonly kind: "env"; readonly name: string }
  /** A value that the test is given: its parameter of that name. */
  | { readonly kind: "given"; readonly name: string }
  /** A text that ends in the number of a client in a crowd, with so many digits at least. */
  | { readonly kind: "numbered"; readonly text: string; readonly digits: number }
  /** That number and so many more. */
  | { readonly kind: "counted"; readonly from: number };

/** A value without code. */
export function plain(json: Json): Payload {
  return { json, holes: [] };
}

/** A copy with a plain value at the pointer. */
export function withJson(payload: Payload, at: PayloadPointer, json: Json): Payload {
  return { json: pointerSet(payload.json, at, json), holes: outside(payload.holes, at) };
}

/** A copy with code at the pointer; `sample` stands for its value wherever the plan has to look at one. */
export function withCode(payload: Payload, { at, code }: Hole, sample: Json): Payload {
  return { json: pointerSet(payload.json, at, sample), holes: [...outside(payload.holes, at), { at, code }] };
}

/** JSON Merge Patch (RFC 7396) over a payload; what is patched is plain. */
export function patched(payload: Payload, patch: Json): Payload {
  const json = merge(payload.json, patch);
  return {
    json,
    holes: payload.holes.filter(({ at }) => pointerGet(patch, at) === undefined && stands(json, at)),
  };
}

/** The part of a payload at a pointer; null where there is none. */
export function partOf(payload: Payload, at: PayloadPointer): Payload | null {
  const json = pointerGet(payload.json, at);
  if (json === undefined) return null;
  const holes = payload.holes
    .filter((hole) => isWithin(hole.at, at))
    .map((hole) => ({ at: hole.at.slice(at.length), code: hole.code }));
  return { json, holes };
}

/** An object of payloads by name. */
export function payloadOf(entries: readonly (readonly [name: string, value: Payload])[]): Payload {
  const holes = entries.flatMap(([name, value]) =>
    value.holes.map((hole) => ({
      at: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}${hole.at}`,
      code: hole.code,
    })),
  );
  return { json: Object.fromEntries(entries.map(([name, value]) => [name, value.json])), holes };
}

function merge(value: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: { [name: string]: Json } = isObject(value) ? { ...value } : {};
  for (const [name, part] of Object.entries(patch)) {
    if (part === null) delete merged[name];
    else merged[name] = merge(merged[name] ?? null, part);
  }
  return merged;
}

function stands(json: Json, at: PayloadPointer): boolean {
  return pointerGet(json, at) !== undefined;
}

function isWithin(at: PayloadPointer, above: PayloadPointer): boolean {
  return at === above || at.startsWith(`${above}/`);
}

function outside(holes: readonly Hole[], at: PayloadPointer): Hole[] {
  return holes.filter((hole) => !isWithin(hole.at, at) && !isWithin(at, hole.at));
}
