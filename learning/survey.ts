import { isObject, type Json, pointerOf } from "../contract/index.ts";
import { isTag } from "./text-kinds.ts";

const MOST_SHAPES = 256;
const MOST_VALUES = 96;
const MOST_POINTERS = 64;
/** Members in which protocols put what is said of a message. */
const ENVELOPE = /^(header|headers|meta|head|envelope|message|event|data|payload|body)$/i;
const POSITIONS = 4;

/** What a place says of the shapes of the payloads that have it. */
export interface Candidate {
  present: number;
  /** Times that its value can't be a tag. */
  odd: number;
  /** For each value: how often it came with each shape. Null once there were too many. */
  values: Map<Json, Map<string, number>> | null;
}

/** What one side of a channel says, before anybody knows its messages: shapes, and places that may tell them apart. */
export class Survey {
  frames = 0;
  readonly shapes: Map<string, number> = new Map();
  readonly candidates: Map<string, Candidate> = new Map();

  take(payload: Json): void {
    this.frames += 1;
    const shape = shapeOf(payload);
    if (this.shapes.has(shape) || this.shapes.size < MOST_SHAPES)
      this.shapes.set(shape, (this.shapes.get(shape) ?? 0) + 1);
    for (const [pointer, value] of scalarsOf(payload)) this.#candidate(pointer, value, shape);
  }

  #candidate(pointer: string, value: Json, shape: string): void {
    let candidate = this.candidates.get(pointer);
    if (candidate === undefined) {
      if (this.candidates.size >= MOST_POINTERS) return;
      candidate = { present: 0, odd: 0, values: new Map() };
      this.candidates.set(pointer, candidate);
    }
    candidate.present += 1;
    const small = typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 1000;
    if (!small && (typeof value !== "string" || !isTag(value))) {
      candidate.odd += 1;
      return;
    }
    const { values } = candidate;
    if (values === null) return;
    const shapes = values.get(value) ?? new Map<string, number>();
    values.set(value, shapes);
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
    if (values.size > MOST_VALUES || shapes.size > MOST_SHAPES) candidate.values = null;
  }
}

/** Names of an object's members, sorted; the kinds of a list's first items. */
export function shapeOf(payload: Json): string {
  if (Array.isArray(payload)) {
    const items: readonly Json[] = payload;
    return `[${items
      .slice(0, POSITIONS * 2)
      .map(kindOf)
      .join()}`;
  }
  return isObject(payload) ? Object.keys(payload).sort().join("\n") : kindOf(payload);
}

function kindOf(value: Json): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

/** Scalars at the top, in envelopes, and at the head of a list, by JSON pointer. */
function scalarsOf(payload: Json): [pointer: string, value: Json][] {
  if (Array.isArray(payload)) {
    const items: readonly Json[] = payload;
    return items
      .slice(0, POSITIONS)
      .flatMap((item, index): [string, Json][] => (isScalar(item) ? [[`/${index}`, item]] : []));
  }
  if (!isObject(payload)) return [];
  return Object.entries(payload).flatMap(([key, value]): [string, Json][] => {
    if (isScalar(value)) return [[pointerOf(key), value]];
    if (!isObject(value) || !ENVELOPE.test(key)) return [];
    return Object.entries(value).flatMap(([inner, item]): [string, Json][] =>
      isScalar(item) ? [[pointerOf(key, inner), item]] : [],
    );
  });
}

function isScalar(value: Json): boolean {
  return typeof value === "string" || typeof value === "number";
}
