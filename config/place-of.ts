import type { Config } from "./model.ts";

/** Where a setting stands, for who has to mend it: `credentials.apiKey`, or all of `credentials`; else the whole file. */
export function placeOf({ origins, file }: Pick<Config, "origins" | "file">, key: string): string | null {
  const origin = origins[key] ?? origins[key.split(".")[0] ?? ""];
  return origin === undefined || origin.kind === "default" ? file : origin.name;
}
