// The one table of all benchmarks, and the same as JSON.
import { shown, tableOf } from "../frame.mjs";

export function oneTable(rows) {
  return tableOf(
    ["", "ratio", "spread", "gate", ""],
    rows.map(({ bench, what, value, unit, spread, most, least, met }) => [
      `${bench}: ${what.replace(`${bench}: `, "")}`,
      `${shown(value, 2)}${unit}`,
      spread === null ? "-" : `${shown(spread, 0)} %`,
      most !== null ? `<= ${most}` : least !== null ? `>= ${least}` : "-",
      most === null && least === null ? "" : met ? "met" : "NOT MET",
    ]),
  );
}
