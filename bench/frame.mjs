// What every benchmark needs: interleaved rounds, medians, spread, a table.

/** The value below which a share of all values lies; NaN for none. */
export function quantile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values) => quantile(values, 0.5);

/** How far the rounds lie apart, in per cent of their median. */
export function spread(values) {
  return values.length < 2 ? 0 : ((Math.max(...values) - Math.min(...values)) / median(values)) * 100;
}

/**
 * Runs every contender once a round, in turns, so that a slow minute of the machine hits all alike.
 * Gives what each gave, a list by round.
 */
export async function interleaved(contenders, rounds, measure) {
  const all = new Map(contenders.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const name = contenders[(turn + round) % contenders.length];
      all.get(name).push(await measure(name, round));
    }
  return all;
}

/** Rows of cells as a table for a terminal, numbers to the right. */
export function tableOf(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("  ");
  return [
    line(cells[0]),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...cells.slice(1).map(line),
  ].join("\n");
}

export const percent = (part, whole) => (whole === 0 ? Number.NaN : (part / whole) * 100);
export const shown = (number, digits = 1) => (Number.isNaN(number) ? "-" : number.toFixed(digits));
