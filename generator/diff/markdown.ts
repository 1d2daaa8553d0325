import { oneLine } from "../../contract/plain-text.ts";
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

/** Inline code that may hold backticks; a line of its own would end the list. */
function code(written: string): string {
  const text = oneLine(written);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const gap = longest === 0 ? "" : " ";
  return `${fence}${gap}${text}${gap}${fence}`;
}

/** Words of a document must not become markup. */
function escaped(text: string): string {
  return oneLine(text)
    .split(/((?<![\w`])`[\w $/.:-]+`(?![\w`]))/)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join("")
    .replace(/\s+/g, " ");
}

/** Nothing in it is markup, HTML, a link or a mention. */
function plain(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]#|!~$]/g, "\\$&")
    .replaceAll("@", "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}&#46;`);
}
