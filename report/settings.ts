import { visibleJson } from "../contract/plain-text.ts";
import type { Json } from "../contract/json.ts";

/** A setting, its value and where that comes from. */
export interface Setting {
  readonly key: string;
  readonly value: Json;
  readonly origin: string;
}

/** One line a setting: `seed  1  (default)`, values as JSON. */
export function settingsText(settings: readonly Setting[]): string {
  const column = Math.max(0, ...settings.map(({ key }) => key.length)) + 2;
  const lines = settings.map(
    ({ key, value, origin }) => `${key.padEnd(column)}${visibleJson(value)}  (${origin})\n`,
  );
  return lines.join("");
}
