import { readFileSync } from "node:fs";
import type { RunEvent } from "../../report/index.ts";

/** The violations in an NDJSON report, in an order that does not depend on who told them first. */
export function violationsIn(path: string): readonly string[] {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  const events = lines.map((line): RunEvent => JSON.parse(line));
  return events
    .flatMap((event) =>
      event.kind === "verdict" && event.verdict.kind === "violated" ? [event.verdict.violation] : [],
    )
    .map((violation) => JSON.stringify(violation))
    .sort();
}
