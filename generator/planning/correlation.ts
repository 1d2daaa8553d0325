import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Message, PayloadPointer } from "../../contract/model.ts";
import { type Payload, withJson } from "../payload.ts";
import type { Planning } from "./planning.ts";

const UUID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)[0-9a-f]{12}$/i;

/** The correlation value of a payload as one string; "" where it has none. */
export function correlationOf(message: Message, payload: Json): string {
  const values = message.correlation.map((pointer) => pointerGet(payload, pointer) ?? null);
  return values.every((value) => value === null) ? "" : JSON.stringify(values);
}

/** Where two exchanges of a message can be told apart: the correlation pointer whose value can be chosen; null: nowhere. */
export function freePointer(planning: Planning, message: Message, payload: Payload): PayloadPointer | null {
  return freeOf(planning, message.correlation, { message, payload });
}

function freeOf(
  planning: Planning,
  pointers: readonly PayloadPointer[],
  { message, payload }: Omit<Place, "pointer">,
): PayloadPointer | null {
  return (
    pointers.find((pointer) => {
      const held = payload.holes.some(({ at }) => at === pointer);
      return !held && variantsOf(planning, { message, payload, pointer }, 2).length > 0;
    }) ?? null
  );
}

interface Place {
  readonly message: Message;
  readonly payload: Payload;
  readonly pointer: PayloadPointer;
}

/** The payload with its `number`th correlation value (1: its own), in the form of its own; null where none is valid. */
export function numberedCorrelation(
  planning: Planning,
  { message, payload }: Omit<Place, "pointer">,
  number: number,
): Payload | null {
  if (number === 1) return payload;
  const pointer = freePointer(planning, message, payload);
  return pointer === null ? null : (variantsOf(planning, { message, payload, pointer }, number)[0] ?? null);
}

/** How many samples are looked at for another correlation value. */
const SAMPLES = 12;

/**
 * The payload with another correlation value, by the values at these pointers alone; where none can be formed from its own (`ACME` where letters alone are
 * valid), one that is made up. Success can't be demanded of it. Null where no other is valid.
 */
export function otherCorrelation(
  planning: Planning,
  { message, payload }: Omit<Place, "pointer">,
  parts: readonly PayloadPointer[] = message.correlation,
): Payload | null {
  const pointer = freeOf(planning, parts, { message, payload });
  const numbered = pointer === null ? [] : variantsOf(planning, { message, payload, pointer }, 2);
  const [like = null] = numbered;
  if (like !== null || message.content.kind !== "json") return like;
  const own = correlationOf(message, payload.json);
  const { schema } = message.content;
  const samples = Array.from({ length: SAMPLES }, (_, turn) =>
    planning.sampler.valid(schema, `${message.name} other ${turn + 1}`),
  );
  for (const sample of [...samples, ...planning.sampler.boundaries(schema).map(({ value }) => value)]) {
    const other = parts.reduce((next, pointer) => {
      const value = pointerGet(sample, pointer);
      return value === undefined ? next : withJson(next, pointer, value);
    }, payload);
    const isOther = correlationOf(message, other.json) !== own;
    if (isOther && planning.reader.check(message, other.json).length === 0) return other;
  }
  return null;
}

function variantsOf(planning: Planning, { message, payload, pointer }: Place, number: number): Payload[] {
  return likeBut(pointerGet(payload.json, pointer), number)
    .map((value) => withJson(payload, pointer, value))
    .filter((next) => planning.reader.check(message, next.json).length === 0);
}

/** `req-1` gives `req-2`, a UUID another end, a number one that is higher, anything else a number behind it. */
function likeBut(value: Json | undefined, number: number): Json[] {
  if (typeof value === "number") return [value + number - 1];
  if (typeof value !== "string") return [];
  const uuid = UUID.exec(value);
  if (uuid !== null) return [`${uuid[1] ?? ""}${String(number).padStart(12, "0")}`];
  const digits = /\d{1,9}$/.exec(value);
  if (digits === null) return [`${value}-${number}`, `${value}${number}`];
  const next = String(Number(digits[0]) + number - 1).padStart(digits[0].length, "0");
  return [value.slice(0, digits.index) + next];
}
