const UNIT_MS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000 };

/** What a duration looks like, as a JSON Schema pattern. */
export const DURATION_PATTERN = "^\\d+(\\.\\d+)?(ms|s|m)$";

/** Milliseconds of `250ms`, `2s`, `1.5m`; null for anything else. */
export function durationMs(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  const unit = UNIT_MS[match?.[2] ?? ""];
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}
