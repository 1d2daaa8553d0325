import { assertNever } from "../../contract/assert-never.ts";
import { isObject, type Json } from "../../contract/json.ts";
import { pointerOf } from "../../contract/json-pointer.ts";
import type { Code, Payload } from "../payload.ts";
import { quoted, templateText, textLiteral } from "./text-literal.ts";
import { LINE_WIDTH, widthOf } from "./width.ts";

/** A value as code in one line. */
export function inlineLiteral(payload: Payload, at = ""): string {
  const hole = payload.holes.find((one) => one.at === at);
  if (hole !== undefined) return codeText(hole.code);
  const value = valueAt(payload.json, at);
  if (Array.isArray(value))
    return `[${value.map((_, index) => inlineLiteral(payload, at + pointerOf(index))).join(", ")}]`;
  if (!isObject(value)) return scalarLiteral(value);
  const entries = Object.keys(value).map(
    (name) => `${keyText(name)}: ${inlineLiteral(payload, at + pointerOf(name))}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Would the formatter break this value even where it fits on a line? */
export function mustBreak(value: Json): boolean {
  if (isObject(value)) return Object.values(value).some(mustBreak);
  if (!Array.isArray(value)) return false;
  return value.some(mustBreak) || isTable(value);
}

/** Can it be written over several lines? */
export function isBreakable({ json, holes }: Payload): boolean {
  if (holes.some(({ at }) => at === "")) return false;
  return (Array.isArray(json) && json.length > 0) || (isObject(json) && Object.keys(json).length > 0);
}

/** A value over several lines, its first line's start left to the caller; `indent` is the indentation of its last line. */
export function brokenLiteral(payload: Payload, indent: number, at = ""): string {
  const value = valueAt(payload.json, at);
  const inner = " ".repeat(indent + 2);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === "number")) return filledNumbers(value, indent);
    const items = value.map(
      (_, index) => `${inner}${fitted(payload, indent + 2, { at: at + pointerOf(index), before: "" })},\n`,
    );
    return `[\n${items.join("")}${" ".repeat(indent)}]`;
  }
  if (!isObject(value)) return inlineLiteral(payload, at);
  const entries = Object.keys(value).map((name) => {
    const before = `${keyText(name)}: `;
    return `${inner}${fitted(payload, indent + 2, { at: at + pointerOf(name), before })},\n`;
  });
  return `{\n${entries.join("")}${" ".repeat(indent)}}`;
}

/** One entry: in a line where it fits, else broken, else (a long text after a long key) on a line of its own. */
function fitted(payload: Payload, indent: number, { at, before }: { at: string; before: string }): string {
  const inline = inlineLiteral(payload, at);
  const value = valueAt(payload.json, at);
  const fits = indent + widthOf(before + inline) + 1 <= LINE_WIDTH;
  const hole = payload.holes.some((one) => one.at === at);
  if (hole || typeof value === "string") {
    if (fits || before.length <= 4 || !/^["']/.test(inline)) return before + inline;
    return `${before.trimEnd()}\n${" ".repeat(indent + 2)}${inline}`;
  }
  if (fits && (value === undefined || !mustBreak(value))) return before + inline;
  return before + brokenLiteral(payload, indent, at);
}

/** Numbers are filled into lines as words are. */
function filledNumbers(values: readonly number[], indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const [index, value] of values.entries()) {
    const word = `${scalarLiteral(value)},`;
    const joined = line === "" ? word : `${line} ${word}`;
    const room = LINE_WIDTH - indent - 2;
    if (line !== "" && joined.length - (index === values.length - 1 ? 0 : 0) > room) {
      lines.push(line);
      line = word;
    } else line = joined;
  }
  lines.push(line);
  const inner = " ".repeat(indent + 2);
  return `[\n${lines.map((one) => `${inner}${one}\n`).join("")}${" ".repeat(indent)}]`;
}

/** Lists of objects, or of lists, with more than one entry each are always broken. */
function isTable(items: readonly Json[]): boolean {
  if (items.length < 2) return false;
  return (
    items.every((item) => isObject(item) && Object.keys(item).length > 1) ||
    items.every((item) => Array.isArray(item) && item.length > 1)
  );
}

function scalarLiteral(value: Json | undefined): string {
  if (typeof value === "string") return textLiteral(value);
  return JSON.stringify(value ?? null).replace("e+", "e");
}

/** `__proto__` as a plain key would set the prototype. */
function keyText(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quoted(name);
}

function codeText(code: Code): string {
  switch (code.kind) {
    case "identity":
      return `${code.client}.identity`;
    case "received":
      return `${code.client}.value(${quoted(code.message)}, ${quoted(code.pointer)})`;
    case "credential":
      return `await ${code.client}.credential(${quoted(code.name)})`;
    case "env":
      return `env(${quoted(code.name)})`;
    case "numbered":
      return `\`${templateText(code.text)}\${n}\``;
    default:
      return assertNever(code);
  }
}

function valueAt(json: Json, at: string): Json | undefined {
  let here: Json | undefined = json;
  for (const token of at.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(here)) here = here[Number(name)];
    else here = isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  }
  return here;
}
