import type { Json } from "./json.ts";
import { type SourcePlace, ToolError } from "./tool-error.ts";

/** Reads JSON. Throws YAML-SYNTAX with line and column of the first character that is wrong. */
export function readJson(text: string, file: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    const offset = firstFault(text);
    const end = offset >= text.trimEnd().length;
    const what = end ? "the file ends too early" : `\`${text.slice(offset, offset + 1)}\` can't stand here`;
    throw new ToolError("YAML-SYNTAX", `not JSON: ${what}`, {
      where: placeAt(text, offset, file),
      hint:
        /^[}\]]/.test(text.slice(offset)) && error instanceof SyntaxError
          ? "is there a comma too many before it?"
          : "",
    });
  }
}

function placeAt(text: string, offset: number, file: string): SourcePlace {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { file, line, column: offset - before.lastIndexOf("\n") };
}

const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;

/** What may come next: a value (`]` too at the start of a list), a key (`}` too), a colon, or a comma or an end. */
type Wanted = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";

/** Offset of the first character that JSON does not have there. */
function firstFault(text: string): number {
  const open: string[] = [];
  let wanted: Wanted = "value";
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const [whole, mark = "", string = ""] = TOKEN.exec(text) ?? [];
    const start = at + (/^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    if (whole === undefined) return start;
    const next = step(mark, string !== "", { wanted, open });
    if (next === null) return start;
    wanted = next;
    at += whole.length;
  }
}

function step(
  mark: string,
  isString: boolean,
  { wanted, open }: { readonly wanted: Wanted; readonly open: string[] },
): Wanted | null {
  const value = wanted === "value" || wanted === "value or ]";
  const closes = mark === "}" ? "{" : mark === "]" ? "[" : "";
  if (closes !== "") {
    const ready = wanted === ", or end" || wanted === (mark === "}" ? "key or }" : "value or ]");
    return ready && open.pop() === closes ? ", or end" : null;
  }
  if (mark === "{" || mark === "[") {
    if (!value) return null;
    open.push(mark);
    return mark === "{" ? "key or }" : "value or ]";
  }
  if (mark === ":") return wanted === ":" ? "value" : null;
  if (mark === ",")
    return wanted === ", or end" && open.length > 0 ? (open.at(-1) === "{" ? "key" : "value") : null;
  if (value) return ", or end";
  return isString && (wanted === "key" || wanted === "key or }") ? ":" : null;
}
