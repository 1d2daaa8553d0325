import { visible } from "../../contract/plain-text.ts";

const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text in HTML, between tags or inside a quoted attribute. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found);
}
