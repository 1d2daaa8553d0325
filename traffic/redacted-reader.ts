import { type FrameReader, isObject, type Json, pointerGet, type Reading } from "../contract/index.ts";
import { isMark } from "./secrets/mark.ts";

/** A reader of traffic whose secrets were replaced by marks: a rule that only a mark breaks is not broken. */
export function redactedReader(reader: FrameReader): FrameReader {
  return {
    check: (message, payload) => reader.check(message, payload).filter(({ at }) => !isMarked(payload, at)),
    read(channel, from, data, among = null) {
      return forgiving(reader.read(channel, from, data, among));
    },
  };
}

function forgiving(reading: Reading): Reading {
  if (reading.kind !== "invalid") return reading;
  const { message, payload, faults } = reading;
  const real = faults.filter(({ at }) => !isMarked(payload, at));
  if (real.length > 0) return { ...reading, faults: real };
  return { kind: "message", message, payload, also: [] };
}

function isMarked(payload: Json, at: string): boolean {
  const value = pointerGet(payload, at);
  if (typeof value === "string") return isMark(value);
  // A rule of a whole (`oneOf`, `required`) may be broken by a mark inside of it.
  return value !== undefined && (isObject(value) || Array.isArray(value)) && holdsMark(value);
}

function holdsMark(value: Json): boolean {
  if (typeof value === "string") return isMark(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((one) => holdsMark(one as Json));
}
