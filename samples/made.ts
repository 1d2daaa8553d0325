import type { Json } from "../contract/json.ts";
import { attemptAt, type Workshop } from "./attempts.ts";
import { type Conjunction, Contradiction } from "./conjunction.ts";
import { make } from "./make.ts";

/** How many locations may be made for one value: it stands in for a single location. */
const BUDGET = 60;

/** A value for some rules by one attempt; none where they contradict each other. */
export function made(shop: Workshop, rules: Conjunction, number = 0): Json[] {
  try {
    const attempt = {
      ...attemptAt(shop, { hint: "text", fill: "required" }, number),
      budget: { left: BUDGET },
    };
    return [make(rules, { name: "text", depth: 0, trail: [] }, attempt)];
  } catch (error) {
    if (error instanceof Contradiction) return [];
    throw error;
  }
}
