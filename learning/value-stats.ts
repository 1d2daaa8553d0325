import { isObject, type Json } from "../contract/index.ts";
import { isMark } from "../traffic/secrets/mark.ts";
import type { Seen } from "./evidence.ts";
import { formatOf, isMemberName } from "./text-kinds.ts";

export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/** How many nodes may still be made: what is learned must not grow with what is said. */
export interface Budget {
  nodes: number;
}

const DEEPEST = 16;
const MOST_MEMBERS = 80;
const MOST_TEXTS = 24;
const LONGEST_TEXT = 32;
const MOST_POSITIONS = 8;
const MOST_ITEMS = 200;

/** What was seen at one place of many payloads: counts alone, and a few short texts until there are too many. */
export class ValueStats {
  count = 0;
  /** Values in whose place a mark stands. */
  masked = 0;
  readonly types: Map<JsonType, { count: number; readonly first: Seen }> = new Map();
  readonly members: Map<string, ValueStats> = new Map();
  /** Members whose names are data, or are too many. */
  others: ValueStats | null = null;
  items: ValueStats | null = null;
  readonly positions: ValueStats[] = [];
  readonly lengths: { least: number; most: number } = { least: Number.POSITIVE_INFINITY, most: 0 };
  /** Short texts and how often each came; null once there were too many, or long ones. */
  texts: Map<string, { count: number; readonly first: Seen }> | null = new Map();
  readonly formats: Map<string, number> = new Map();
  least: number = Number.POSITIVE_INFINITY;
  most: number = Number.NEGATIVE_INFINITY;

  take(value: Json, seen: Seen, budget: Budget, depth = 0): void {
    this.count += 1;
    if (typeof value === "string" && isMark(value)) {
      this.masked += 1;
      return;
    }
    const type = typeOf(value);
    const known = this.types.get(type);
    if (known === undefined) this.types.set(type, { count: 1, first: seen });
    else known.count += 1;
    if (typeof value === "string") this.#text(value, seen);
    else if (typeof value === "number") {
      this.least = Math.min(this.least, value);
      this.most = Math.max(this.most, value);
    } else if (depth < DEEPEST && typeof value === "object") this.#inner(value, seen, { budget, depth });
  }

  #text(text: string, seen: Seen): void {
    const format = formatOf(text);
    if (format !== "") this.formats.set(format, (this.formats.get(format) ?? 0) + 1);
    const { texts } = this;
    if (texts === null) return;
    const known = texts.get(text);
    if (known !== undefined) known.count += 1;
    else if (text.length > LONGEST_TEXT || texts.size >= MOST_TEXTS) this.texts = null;
    else texts.set(text, { count: 1, first: seen });
  }

  #inner(value: Json, seen: Seen, { budget, depth }: { budget: Budget; depth: number }): void {
    if (Array.isArray(value)) {
      this.lengths.least = Math.min(this.lengths.least, value.length);
      this.lengths.most = Math.max(this.lengths.most, value.length);
      this.items ??= made(budget);
      for (const [index, item] of value.slice(0, MOST_ITEMS).entries()) {
        this.items?.take(item, seen, budget, depth + 1);
        if (depth > 0 || index >= MOST_POSITIONS) continue;
        const position = this.positions[index] ?? made(budget);
        if (position === null) continue;
        this.positions[index] = position;
        position.take(item, seen, budget, depth + 1);
      }
      return;
    }
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value))
      this.#member(key, budget)?.take(member, seen, budget, depth + 1);
  }

  #member(key: string, budget: Budget): ValueStats | null {
    const known = this.members.get(key);
    if (known !== undefined) return known;
    if (!isMemberName(key) || this.members.size >= MOST_MEMBERS) {
      this.others ??= made(budget);
      return this.others;
    }
    const member = made(budget);
    if (member !== null) this.members.set(key, member);
    return member;
  }
}

function made(budget: Budget): ValueStats | null {
  budget.nodes -= 1;
  return budget.nodes < 0 ? null : new ValueStats();
}

function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string") return "string";
  return typeof value === "boolean" ? "boolean" : "object";
}
