import type { Json } from "../../contract/index.ts";
import { isSecretMember, SECRET_HINT } from "./secret-names.ts";

/** Characters that stand in JSON as they are; others may be written in several ways. */
const PLAIN = /^[ !#-.0-Z[\]-~]+$/;

/** May a text hold a secret member, or a value that one of the pointers names? Cheaper than reading it. */
export function mayHide(text: string, pointers: readonly (readonly string[])[]): boolean {
  return SECRET_HINT.test(text) || pointers.some((tokens) => text.includes(nameIn(tokens)));
}

/** A name that has to be in every text with the value; "" where none is certain: `*` and numbers are no names. */
function nameIn(tokens: readonly string[]): string {
  return tokens.findLast((token) => PLAIN.test(token) && !/^(\*|\d+)$/.test(token)) ?? "";
}

/** All texts and numbers in a value, as they are quoted. */
export function leavesOf(value: Json): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value === "number") return [JSON.stringify(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((inner) => leavesOf(inner as Json));
}

/** Does the text begin as an object or a list does? */
export function isObjectLike(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** The text of bytes that begin as an object or a list does: services send JSON in binary frames, too; else "". */
export function jsonTextOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isObjectLike(text.toString("latin1", 0, 16)) ? text.toString("utf8") : "";
}

const MEMBER = /"((?:[^"\\]|\\.)*)"\s*:\s*/g;
/** A value: a text, whole or cut; a number or a word; of an object or a list all that is left. */
const VALUE = /"(?:[^"\\]|\\.)*"?|[{[][\s\S]*|[^,}\]\s"]+/y;

/** A payload that is no JSON any more: a secret member's value is one wherever it stands. */
export function hiddenInBroken(
  text: string,
  pointers: readonly (readonly string[])[],
  hide: (secret: string) => string,
): string {
  const lasts = new Set(pointers.map((tokens) => tokens.at(-1) ?? "*"));
  const isAny = [...lasts].some((last) => /^(\*|\d+)$/.test(last));
  let clean = "";
  let from = 0;
  for (const { 0: head, 1: raw = "", index } of text.matchAll(MEMBER)) {
    const at = index + head.length;
    if (at < from) continue;
    VALUE.lastIndex = at;
    const [found = ""] = VALUE.exec(text) ?? [];
    const value = found.startsWith('"') ? found.slice(1).replace(/"$/, "") : found;
    const name = String(parsed(`"${raw}"`) ?? raw);
    if (value === "" || !(isAny || lasts.has(name) || isSecretMember(name, value))) continue;
    clean += `${text.slice(from, at)}${JSON.stringify(hide(value))}`;
    from = at + found.length;
  }
  return clean + text.slice(from);
}

export function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
