/**
 * Breaks text at blanks to be set behind something `lead` columns wide: no line with its lead is wider than `width`,
 * and lines after the first begin with the lead as blanks. A word wider than that stands unbroken: paths and ids are
 * to be copied.
 */
export function hang(lead: number, text: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && lead + longer.length > width) {
      lines.push(line.trimEnd());
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${" ".repeat(lead)}`);
}
