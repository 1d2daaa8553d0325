import type { Json, JsonObject } from "../../contract/json.ts";
import type { Ordered } from "../../contract/model.ts";

/** What is known when the next ordered value is chosen. */
export interface OrderState {
  readonly last: Json | undefined;
  /** How many values there were. */
  readonly count: number;
  /** How many there will be with this one and all that are planned; at least `count + 1`. */
  readonly planned: number;
  /** What the message says without the rule. */
  readonly sample: Json | undefined;
  /** Schemas that speak about the value. */
  readonly schemas: readonly JsonObject[];
}

/** The next value that keeps to the order; `undefined` where none is known (the sample stays). */
export function nextInOrder(rule: Ordered["rule"], state: OrderState): Json | undefined {
  if (rule.kind === "step") return nextStep(rule.from, state);
  const { last, sample } = state;
  if (typeof last === "string" || (last === undefined && typeof sample === "string")) return nextText(state);
  return nextNumber(state);
}

function nextStep(from: number | null, { last, count, sample }: OrderState): Json | undefined {
  if (from !== null) return from + count;
  return typeof last === "number" ? last + 1 : sample;
}

/** Spread over the range that the schema allows, the last planned value at its end: 33, 67, 100. */
function nextNumber({ last, count, planned, schemas }: OrderState): number {
  const { least, most, whole } = rangeOf(schemas);
  const before = typeof last === "number" ? last : least - (whole ? 1 : 0);
  if (most === null) return Math.max(before + 1, least + count);
  const spread = least + ((most - least) * (count + 1)) / Math.max(planned, count + 1);
  const value = whole ? Math.round(spread) : spread;
  // More values than were planned (pushes into a subscription): half of what is left, or one more.
  if (value > before) return value;
  return whole ? before + 1 : before + (most - before) / 2;
}

function nextText({ last, sample }: OrderState): Json | undefined {
  const before = last ?? sample;
  if (last === undefined || typeof before !== "string") return sample;
  const time = Date.parse(before);
  if (Number.isNaN(time)) return `${before}0`;
  return before.includes("T")
    ? new Date(time + 1000).toISOString()
    : new Date(time + DAY_MS).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

interface Range {
  readonly least: number;
  readonly most: number | null;
  readonly whole: boolean;
}

/** The narrowest bounds that any of the schemas gives; from 0 where nothing is said. */
function rangeOf(schemas: readonly JsonObject[]): Range {
  const numbers = (keyword: string): number[] =>
    schemas.map((schema) => schema[keyword]).filter((value) => typeof value === "number");
  const whole = schemas.some((schema) => [schema["type"]].flat().includes("integer"));
  const inside = whole ? 1 : Number.MIN_VALUE;
  const lows = [...numbers("minimum"), ...numbers("exclusiveMinimum").map((value) => value + inside)];
  const highs = [...numbers("maximum"), ...numbers("exclusiveMaximum").map((value) => value - inside)];
  return {
    least: lows.length === 0 ? Math.min(0, ...highs) : Math.max(...lows),
    most: highs.length === 0 ? null : Math.min(...highs),
    whole,
  };
}
