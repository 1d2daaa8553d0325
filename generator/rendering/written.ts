import { assertNever } from "../../contract/assert-never.ts";
import { isObject, type Json } from "../../contract/json.ts";
import { pointerOf } from "../../contract/json-pointer.ts";
import type { Code, Payload } from "../payload.ts";
import { quoted, templateText, textLiteral } from "./text-literal.ts";

/** A value as code, before it is known how much room there is. */
export type Written =
  /** `quoted`: a plain string, which the formatter treats in its own way. */
  | { readonly kind: "leaf"; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: "list";
      readonly items: readonly Written[];
      readonly breaks: boolean;
      readonly numbers: boolean;
    }
  | { readonly kind: "object"; readonly entries: readonly WrittenEntry[]; readonly breaks: boolean };

export interface WrittenEntry {
  readonly key: string;
  readonly value: Written;
}

/** The code of a payload; `breaks` tells what the formatter breaks even where it fits on a line. */
export function written({ json, holes }: Payload): Written {
  const codes = new Map(holes.map(({ at, code }) => [at, codeText(code)]));
  const write = (value: Json, at: string): Written => {
    const code = codes.get(at);
    if (code !== undefined) return { kind: "leaf", text: code, quoted: false };
    if (Array.isArray(value)) {
      const items = value.map((item, index) => write(item, codes.size === 0 ? "" : at + pointerOf(index)));
      const numbers = value.length > 1 && value.every((item) => typeof item === "number");
      return { kind: "list", items, numbers, breaks: items.some(breaks) || isTable(items) };
    }
    if (!isObject(value)) return leaf(value);
    const entries = Object.entries(value).map(([name, inner]) => ({
      key: keyText(name),
      value: write(inner, codes.size === 0 ? "" : at + pointerOf(name)),
    }));
    return { kind: "object", entries, breaks: entries.some((entry) => breaks(entry.value)) };
  };
  return write(json, "");
}

function breaks(value: Written): boolean {
  return value.kind !== "leaf" && value.breaks;
}

/** Lists of objects, or of lists, with more than one entry each are always broken. */
function isTable(items: readonly Written[]): boolean {
  if (items.length < 2) return false;
  return (
    items.every((item) => item.kind === "object" && item.entries.length > 1) ||
    items.every((item) => item.kind === "list" && item.items.length > 1)
  );
}

function leaf(value: Json): Written {
  if (typeof value !== "string")
    return { kind: "leaf", text: JSON.stringify(value).replace("e+", "e"), quoted: false };
  const text = textLiteral(value);
  return { kind: "leaf", text, quoted: /^["']/.test(text) && !text.endsWith(")") };
}

/**
 * `__proto__` as a plain key would set the prototype; the value of any other key that all objects have (`constructor`)
 * is of no literal type.
 */
function keyText(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  if (Object.hasOwn(Object.prototype, name)) return `[${quoted(name)} as string]`;
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
    case "given":
      return code.name;
    case "numbered":
      return code.digits === 0
        ? `\`${templateText(code.text)}\${n}\``
        : `\`${templateText(code.text)}\${String(n).padStart(${code.digits}, "0")}\``;
    case "counted":
      return code.from === 0 ? "n" : `${code.from} + n`;
    default:
      return assertNever(code);
  }
}
