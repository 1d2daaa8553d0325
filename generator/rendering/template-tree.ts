import Handlebars from "handlebars";
import { ToolError } from "../../contract/index.ts";
import type { TemplateSource } from "./template-set.ts";

/** What is looked at of Handlebars' syntax tree. */
export interface Node {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } };
  readonly original?: string | number | boolean;
  /** Of a path: `@first`. */
  readonly data?: boolean;
  readonly depth?: number;
  readonly parts?: readonly string[];
  readonly path?: Node;
  readonly name?: Node;
  readonly params?: readonly Node[];
  readonly hash?: { readonly pairs: readonly Node[] } | null;
  readonly program?: Program;
  readonly inverse?: Program;
}
export interface Program {
  readonly body: readonly Node[];
  readonly blockParams?: readonly string[];
}

/** A template's syntax tree. Throws TEMPLATE with line and column where it has none. */
export function parsedTemplate(source: TemplateSource): Program {
  try {
    return Handlebars.parse(source.text) as unknown as Program; // its own types name each node; only these fields are read
  } catch (error) {
    throw syntaxFault(source, error instanceof Error ? error.message : String(error));
  }
}

/** A mistake in a template. `at`: the node where it lies; null: somewhere in the file. */
export function templateFault(
  { file }: TemplateSource,
  at: Node | null,
  { message, hint }: { readonly message: string; readonly hint: string },
): ToolError {
  const { line, column } = at?.loc?.start ?? { line: 1, column: 0 };
  return new ToolError("TEMPLATE", message, { where: { file, line, column: column + 1 }, hint });
}

/** Handlebars says `Parse error on line 3:`, an excerpt and an arrow below it, or ends its sentence with `- 3:7`. */
function syntaxFault(source: TemplateSource, said: string): ToolError {
  const [head = "", excerpt = "", arrow = "", ...rest] = said.split("\n");
  const hint = "docs/templates.md shows what may stand in a template";
  const line = Number(/line (\d+)/.exec(head)?.[1]);
  if (Number.isNaN(line)) {
    const [, message = head, at = "1", column = "0"] = /^(.*?)(?: - (\d+):(\d+))?$/s.exec(head) ?? [];
    const loc = { start: { line: Number(at), column: Number(column) } };
    return templateFault(source, { type: "Program", loc }, { message, hint });
  }
  const before = excerpt.slice(0, arrow.indexOf("^"));
  const column = columnAfter(source.text.split("\n")[line - 1] ?? "", before);
  const got = /got '(\w+)'/.exec(rest.join(" "))?.[1];
  const message =
    got === "EOF"
      ? "a block is opened and never closed"
      : `this can't be read as a template here${got === undefined ? "" : ` (${got})`}`;
  return templateFault(source, { type: "Program", loc: { start: { line, column } } }, { message, hint });
}

/** Where in a line an excerpt ends that may begin before it. */
function columnAfter(line: string, excerpt: string): number {
  for (let cut = 0; cut < excerpt.length; cut += 1) {
    const at = line.lastIndexOf(excerpt.slice(cut));
    if (at >= 0) return at + excerpt.length - cut;
  }
  return 0;
}
