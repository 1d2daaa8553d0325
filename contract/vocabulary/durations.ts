import type { DocumentNode } from "../document/document-node.ts";
import type { Deadline } from "../model.ts";

const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000 };

/** How many milliseconds a unit (`ms`, `s`, `m`) has. */
export function unitMs(unit: string): number {
  return UNITS[unit] ?? 1;
}

/** `250ms`, `2s`, `1m` in milliseconds. */
export function durationMs(text: string): number {
  const [, count = "0", unit = "ms"] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  return Number(count) * unitMs(unit);
}

/** A declared duration, or the tool's patience where there is none. */
export function deadlineOf(node: DocumentNode | null): Deadline {
  if (node === null) return { kind: "patience" };
  return { kind: "declared", ms: durationMs(String(node.value)), place: node.place };
}
