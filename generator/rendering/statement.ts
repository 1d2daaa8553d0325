import type { Payload } from "../payload.ts";
import { brokenLiteral, inlineLiteral, isBreakable } from "./literal.ts";
import { LINE_WIDTH, widthOf } from "./width.ts";
import { type Written, written } from "./written.ts";

/** Between these two, templates carry a value that is not yet written: how depends on the room that is left. */
const OPEN = "\uE000";
const CLOSE = "\uE001";

/** A piece of code: text, or a value to be written. */
export type Part = string | Written;

/** A value for `layout` to write. */
export function deferred(payload: Payload): string {
  const text = JSON.stringify(payload).replace(
    /[\uE000\uE001]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
  );
  return `${OPEN}${text}${CLOSE}`;
}

/** The pieces of a line of a template. */
export function partsOf(code: string): Part[] {
  return code.split(OPEN).flatMap((piece, index): Part[] => {
    if (index === 0) return piece === "" ? [] : [piece];
    const [json = "", rest = ""] = piece.split(CLOSE);
    const payload: Payload = JSON.parse(json);
    return rest === "" ? [written(payload)] : [written(payload), rest];
  });
}

/** One statement or argument: in a line where it fits, else its last call broken. */
export function statement(code: string, indent: number): string {
  const parts = partsOf(code);
  const blank = " ".repeat(indent);
  const inline = inlineParts(parts);
  const forced = parts.some((part) => typeof part !== "string" && part.kind !== "leaf" && part.breaks);
  if (!forced && indent + widthOf(inline) <= LINE_WIDTH) return blank + inline;
  const [only, tail] = parts;
  if (only !== undefined && typeof only !== "string" && (tail === undefined || tail === ","))
    return blank + (isBreakable(only) ? brokenLiteral(only, indent) : inlineLiteral(only)) + (tail ?? "");
  const call = callOf(code);
  return call === null ? blank + inline : brokenCall(call, indent);
}

/** A call whose arguments can be written one a line. */
export interface Call {
  /** With the opening parenthesis. */
  readonly before: string;
  readonly arguments: readonly string[];
  /** From the closing parenthesis on; "" where the last argument opens a block. */
  readonly after: string;
}

/** A last argument that can be broken takes its lines itself, unless the one before is of its kind; else each gets a line. */
export function brokenCall(call: Call, indent: number): string {
  const blank = " ".repeat(indent);
  const last = partsOf(call.arguments.at(-1) ?? "");
  const [value] = last;
  const before = call.arguments.slice(0, -1).map((argument) => `${inlineText(argument)}, `);
  const head = inlineText(call.before) + before.join("");
  const previous = partsOf(call.arguments.at(-2) ?? "")[0];
  const alone = last.length === 1 && value !== undefined && typeof value !== "string" && isBreakable(value);
  if (alone && !isLike(previous, value) && indent + widthOf(head) + 1 <= LINE_WIDTH)
    return blank + head + brokenLiteral(value, indent) + call.after;
  const opens = call.after === "";
  const lines = call.arguments.map((argument, index) => {
    const isBlock = opens && index === call.arguments.length - 1;
    return statement(isBlock ? argument : `${argument},`, indent + 2);
  });
  return [blank + inlineText(call.before), ...lines, ...(opens ? [] : [blank + call.after])].join("\n");
}

function isLike(previous: Part | undefined, value: Written): boolean {
  if (previous === undefined || typeof previous === "string") return false;
  return isBreakable(previous) && previous.kind === value.kind;
}

/** The call that ends a statement, or whose last argument opens a block; null where there is none. */
export function callOf(code: string): Call | null {
  const open = code.endsWith("{");
  const close = open ? code.length : (/\)[;,]?$/.exec(code)?.index ?? -1);
  if (close < 0) return null;
  const commas: number[] = [];
  let depth = open ? 1 : 0;
  for (let index = open ? close - 1 : close; index >= 0; index -= 1) {
    const character = code[index];
    if (character === CLOSE) index = code.lastIndexOf(OPEN, index);
    else if (character === ")") depth += 1;
    else if (character === "," && depth === 1) commas.unshift(index);
    else if (character === "(") {
      depth -= 1;
      if (depth === 0) return split(code, { open: index, commas, close });
    }
  }
  return null;
}

function split(code: string, at: { open: number; commas: readonly number[]; close: number }): Call | null {
  const cuts = [at.open, ...at.commas, at.close];
  const found = cuts.slice(0, -1).map((cut, index) => code.slice(cut + 1, cuts[index + 1]).trim());
  if (found.length === 1 && found[0] === "") return null;
  return { before: code.slice(0, at.open + 1), arguments: found, after: code.slice(at.close) };
}

/** A line with its values in it. */
export function inlineText(code: string): string {
  return inlineParts(partsOf(code));
}

function inlineParts(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === "string" ? part : inlineLiteral(part))).join("");
}
