import { isObject, type Json } from "../contract/json.ts";
import { jsonText } from "./json-text.ts";

/** A frame that is no well-formed message, or one that tries out a parser. */
export interface BrokenFrame {
  /** In plain words: `truncated JSON`. */
  readonly label: string;
  /** The type of the WebSocket frame. */
  readonly type: "text" | "binary";
  readonly bytes: Uint8Array;
  /** `malformed`: no JSON by RFC 8259; `not UTF-8`: no text by RFC 6455, 8.1; `binary`; `hostile`: JSON, but of a kind that breaks parsers. */
  readonly why: "malformed" | "not UTF-8" | "binary" | "hostile";
}

/** So deep that a recursive parser may run out of stack. */
const DEEP = 10_000;

/**
 * The frame of a valid payload, broken in every way that needs no schema; deterministic, plainest first. `deep`: how
 * many levels its nested values have.
 */
export function brokenFrames(payload: Json, deep: number = DEEP): BrokenFrame[] {
  const whole = jsonText(payload);
  return [...malformed(whole, payload), ...undecodable(whole), ...hostile(whole, payload, deep)];
}

function malformed(whole: string, payload: Json): BrokenFrame[] {
  const inner = whole.slice(0, -1);
  const closed = /[}\]]$/.test(whole);
  const named = isObject(payload) ? Object.keys(payload)[0] : undefined;
  const texts: [label: string, text: string][] = [
    ["text that is no JSON", "hello"],
    ["single quotes", "{'type': 'hello'}"],
    ["two values in one frame", `${whole}${whole}`],
    ["NaN", named === undefined ? "NaN" : withFirst(payload, named, "NaN")],
    ["Infinity", named === undefined ? "-Infinity" : withFirst(payload, named, "-Infinity")],
    ["a comment", `${whole} // done`],
    ["a byte order mark", `\uFEFF${whole}`],
    ["a raw line break in a string", '"a\nb"'],
    ["a number with a leading zero", "01"],
  ];
  if (closed && whole.length > 2)
    texts.unshift(
      ["truncated JSON", whole.slice(0, Math.ceil(whole.length * 0.6))],
      ["a trailing comma", `${inner},${whole.slice(-1)}`],
    );
  return texts.map(([label, text]) => ({ label, type: "text", bytes: bytesOf(text), why: "malformed" }));
}

function undecodable(whole: string): BrokenFrame[] {
  const cut = Uint8Array.from([...bytesOf(whole.slice(0, -1)), 0xc3]);
  const surrogate = Uint8Array.from([0x22, 0xed, 0xa0, 0x80, 0x22]);
  const overlong = Uint8Array.from([0x22, 0xc0, 0xaf, 0x22]);
  return [
    { label: "a text frame that ends inside a character", type: "text", bytes: cut, why: "not UTF-8" },
    { label: "a text frame with an encoded surrogate", type: "text", bytes: surrogate, why: "not UTF-8" },
    { label: "a text frame with an overlong character", type: "text", bytes: overlong, why: "not UTF-8" },
    { label: "a binary frame that holds the message", type: "binary", bytes: bytesOf(whole), why: "binary" },
    {
      label: "a binary frame of no text",
      type: "binary",
      bytes: Uint8Array.from([0, 255, 254, 1]),
      why: "binary",
    },
    { label: "an empty binary frame", type: "binary", bytes: new Uint8Array(), why: "binary" },
  ];
}

function hostile(whole: string, payload: Json, deep: number): BrokenFrame[] {
  const texts: [label: string, text: string][] = [
    [`${deep} nested arrays`, `${"[".repeat(deep)}${"]".repeat(deep)}`],
    [`${deep} nested objects`, `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`],
    ["a number beyond every double", "1e999"],
    ["a number of 400 digits", "9".repeat(400)],
    ["a lone surrogate", '"\\ud800"'],
    ["a NUL in a string", '"a\\u0000b"'],
  ];
  if (isObject(payload)) {
    const [name = "type", value = null] = Object.entries(payload)[0] ?? [];
    const twice = `{${JSON.stringify(name)}:${jsonText(value)},${whole.slice(1)}`;
    const open = whole === "{}" ? "{" : `${whole.slice(0, -1)},`;
    texts.push(
      ["the same key twice", whole === "{}" ? '{"type":1,"type":2}' : twice],
      ["a __proto__ of its own", `${open}"__proto__":{"polluted":true}}`],
      ["a constructor of its own", `${open}"constructor":{"prototype":{"polluted":true}}}`],
      ["a huge number", `${open}"undeclared":1e308}`],
    );
  }
  return texts.map(([label, text]) => ({ label, type: "text", bytes: bytesOf(text), why: "hostile" }));
}

/** The object's text with other JSON (or what is none) as its first value. */
function withFirst(payload: Json, name: string, text: string): string {
  if (!isObject(payload)) return text;
  const members = Object.entries(payload).map(
    ([one, value]) => `${JSON.stringify(one)}:${one === name ? text : jsonText(value)}`,
  );
  return `{${members.join(",")}}`;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
