import { commandless, oneLine } from "../../contract/plain-text.ts";
import type { Change } from "./change.ts";
import { allowanceText, countsText, exampleText, headline } from "./words.ts";

/** How a terminal shows what matters; what it adds is not counted as width. */
export interface Paint {
  red(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
}

const WIDTH = 80;

/** Changes for a terminal, 80 columns wide where words can be broken. Ends in a newline. */
export function diffText(changes: readonly Change[], paint: Paint): string {
  const blocks = changes.map((change) => blockOf(change, paint));
  return `${[...blocks, countsText(changes)].join("\n")}\n`;
}

function blockOf(change: Change, paint: Paint): string {
  const { allowed, severity } = change;
  const strong = severity === "breaking" ? paint.red : severity === "undecided" ? paint.yellow : paint.dim;
  const head = `${allowed === null ? "" : "allowed: "}${headline(change)}`;
  const rule = change.rule.padStart(Math.max(WIDTH - head.length, change.rule.length + 2));
  const lines = [`${strong(head)}${paint.dim(rule)}`, ...row("", change.why)];
  if (change.old !== null) lines.push(...row("old", change.old.where));
  if (change.new !== null) lines.push(...row("new", change.new.where));
  const example = exampleText(change);
  if (example !== null) lines.push(...row("value", example));
  if (allowed !== null) lines.push(...row("because", allowed));
  else if (severity === "breaking" || severity === "undecided")
    // To be copied: a shell would take a broken line for two.
    lines.push(
      paint.dim(`  ${"allow".padEnd(8)}${commandless(oneLine(`--allow '${allowanceText(change)}=...'`))}`),
    );
  return `${lines.join("\n")}\n`;
}

/** A label and text, broken at blanks. */
function row(label: string, text: string): string[] {
  const lead = label === "" ? "  " : `  ${label.padEnd(8)}`;
  const lines: string[] = [];
  let line = "";
  for (const word of commandless(oneLine(text)).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && lead.length + longer.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((one, index) => `${index === 0 ? lead : " ".repeat(lead.length)}${one}`);
}
