import { LINE_WIDTH, widthOf } from "./width.ts";
import type { Written, WrittenEntry } from "./written.ts";

/** A value in one line. */
export function inlineLiteral(value: Written): string {
  switch (value.kind) {
    case "leaf":
      return value.text;
    case "list":
      return `[${value.items.map(inlineLiteral).join(", ")}]`;
    case "object":
      return value.entries.length === 0
        ? "{}"
        : `{ ${value.entries.map((entry) => `${entry.key}: ${inlineLiteral(entry.value)}`).join(", ")} }`;
  }
}

/** Can it be written over several lines? */
export function isBreakable(value: Written): boolean {
  return (
    (value.kind === "list" && value.items.length > 0) || (value.kind === "object" && value.entries.length > 0)
  );
}

/** A value over several lines, its first line's start left to the caller; `indent` is that of its last line. */
export function brokenLiteral(value: Written, indent: number): string {
  const inner = " ".repeat(indent + 2);
  if (value.kind === "leaf" || !isBreakable(value)) return inlineLiteral(value);
  const lines =
    value.kind === "object"
      ? value.entries.map((entry) => `${entryText(entry, indent + 2)},`)
      : value.numbers
        ? filled(value.items.map(inlineLiteral), LINE_WIDTH - indent - 2)
        : value.items.map((item) => `${fitted(item, indent + 2, 0)},`);
  const [open, close] = value.kind === "list" ? ["[", "]"] : ["{", "}"];
  return `${open}\n${lines.map((line) => `${inner}${line}\n`).join("")}${" ".repeat(indent)}${close}`;
}

/** An entry; a long text after a key of more than four columns gets a line of its own. */
function entryText({ key, value }: WrittenEntry, indent: number): string {
  const before = `${key}: `;
  if (value.kind !== "leaf" || !value.quoted || widthOf(key) <= 4)
    return before + fitted(value, indent, widthOf(before));
  const fits = indent + widthOf(before + value.text) + 1 <= LINE_WIDTH;
  return fits ? before + value.text : `${key}:\n${" ".repeat(indent + 2)}${value.text}`;
}

/** In a line where it fits behind so many columns, else broken. */
function fitted(value: Written, indent: number, used: number): string {
  const inline = inlineLiteral(value);
  const forced = value.kind !== "leaf" && value.breaks;
  if (!forced && indent + used + widthOf(inline) + 1 <= LINE_WIDTH) return inline;
  return brokenLiteral(value, indent);
}

/** Numbers are filled into lines as words are. */
function filled(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const joined = line === "" ? `${word},` : `${line} ${word},`;
    if (line !== "" && joined.length > room) {
      lines.push(line);
      line = `${word},`;
    } else line = joined;
  }
  return [...lines, line];
}
