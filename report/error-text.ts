import type { SourcePlace, ToolError } from "../contract/tool-error.ts";
import { commandless, visible } from "../contract/plain-text.ts";
import type { Colours } from "./colours.ts";

/** An error as a person reads it: what, where, what to do next, and the code to look up. Ends in a newline. */
export function errorText(error: ToolError, colours: Colours): string {
  const shown = (text: string): string => commandless(visible(text));
  const lines = [`${colours.red("error:")} ${shown(error.message)}`];
  if (error.where !== null) lines.push(`  at    ${shown(placeText(error.where))}`);
  if (error.hint !== "") lines.push(`  hint  ${shown(error.hint).trimEnd().replaceAll("\n", "\n        ")}`);
  lines.push(colours.dim(`  code  ${error.code}`));
  return `${lines.join("\n")}\n`;
}

/** The same for scripts. */
export function errorObject({ code, message, where, hint }: ToolError): object {
  return { code, message, where: where === null ? null : placeText(where), hint };
}

function placeText(where: SourcePlace | string): string {
  return typeof where === "string" ? where : `${where.file}:${where.line}:${where.column}`;
}
