import type { Change, ChangePlace } from "./change.ts";
import { countsText, exampleText, headline, SEVERITIES } from "./words.ts";

/** Changes for a pull request: a list for each kind, what breaks first. Ends in a newline. */
export function diffMarkdown(changes: readonly Change[]): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const all = changes.filter((change) => change.severity === severity);
    if (all.length === 0) return [];
    const title = `### ${severity[0]?.toUpperCase()}${severity.slice(1)}`;
    return [`${title}\n\n${all.map(itemOf).join("\n")}`];
  });
  return `${[`**Contract:** ${countsText(changes)}`, ...parts].join("\n\n")}\n`;
}

function itemOf(change: Change): string {
  const { allowed, old, new: now, rule } = change;
  const lines = [`- \`${rule}\` ${escaped(change.why)} (${headline(change)})`];
  const places = [placeText("old", old), placeText("new", now)].filter((text) => text !== "");
  lines.push(`  ${places.join(", ")}`);
  const example = exampleText(change);
  if (example !== null) lines.push(`  value: ${code(example)}`);
  if (allowed !== null) lines.push(`  **allowed:** ${escaped(allowed)}`);
  return lines.join("  \n");
}

function placeText(side: string, place: ChangePlace | null): string {
  return place === null ? "" : `${side}: ${code(place.where)}`;
}

/** Inline code that may hold backticks. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const gap = longest === 0 ? "" : " ";
  return `${fence}${gap}${text}${gap}${fence}`;
}

/** Words of a document must not become markup. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_[\]<>#|]/g, "\\$&")))
    .join("")
    .replace(/\s+/g, " ");
}
