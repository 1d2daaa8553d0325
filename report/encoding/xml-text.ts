import { visible } from "../../contract/plain-text.ts";

const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Text between tags (XML 1.0): characters that XML does not know are shown by their numbers. */
export function xmlText(text: string): string {
  return visible(text).replace(/[&<>]/g, (found) => ENTITIES[found] ?? found);
}

/** ` name="value"`; line feeds survive the reader's normalising. */
export function xmlAttribute(name: string, value: string | number): string {
  return ` ${name}="${visible(String(value)).replace(/[&<>"'\n\t]/g, (found) => ENTITIES[found] ?? found)}"`;
}
