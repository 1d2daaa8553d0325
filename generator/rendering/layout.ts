import { brokenCall, callOf, inlineText, statement } from "./statement.ts";
import { LINE_WIDTH, widthOf } from "./width.ts";

/** A block that a line has opened; `wide`: its arguments stand on lines of their own. */
interface Block {
  readonly wide: boolean;
}

/**
 * Code as the formatter would write it. Templates give one statement a line, in any indentation, with their values
 * still to be written; a line that ends in `{` or `(` opens a block, one that begins with `}` or `)` closes it.
 */
export function layout(text: string): string {
  const blocks: Block[] = [];
  const lines: string[] = [];
  for (const raw of text.split("\n")) {
    const code = raw.trim();
    if (code === "") {
      if (lines.at(-1) !== "" && !/[{(]$/.test(lines.at(-1) ?? "{")) lines.push("");
      continue;
    }
    if (/^[})]/.test(code) && lines.at(-1) === "") lines.pop();
    lines.push(...placed(code, blocks));
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The line in its place, and the block that it closes or opens. */
function placed(code: string, blocks: Block[]): string[] {
  if (/^[})]/.test(code)) {
    const block = blocks.pop();
    const blank = " ".repeat(indentOf(blocks));
    if (block?.wide !== true) return [blank + code];
    return [`${blank}  },`, blank + code.slice(1)];
  }
  const indent = indentOf(blocks);
  if (code.startsWith("//")) return [" ".repeat(indent) + code];
  if (!/[{(]$/.test(code)) return [statement(code, indent)];
  const inline = " ".repeat(indent) + inlineText(code);
  const call = callOf(code);
  const wide = call !== null && !code.startsWith("describe(") && widthOf(inline) > LINE_WIDTH;
  blocks.push({ wide });
  return [wide ? brokenCall(call, indent) : inline];
}

/** Two columns for each open block, two more for the arguments of a wide one. */
function indentOf(blocks: readonly Block[]): number {
  return blocks.reduce((indent, { wide }) => indent + (wide ? 4 : 2), 0);
}
