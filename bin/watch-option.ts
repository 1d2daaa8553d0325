import { Option } from "commander";

/** `--watch`. What watches has no end, so it can't be one JSON document. */
export function watchOption(what: string, conflicts: readonly string[]): Option {
  return new Option("--watch", what).conflicts(["json", "showConfig", ...conflicts]);
}
