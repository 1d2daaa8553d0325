/**
 * Control characters (with DEL and C1, in which terminals know commands too), what turns the direction of writing, and
 * halves of surrogate pairs.
 */
const UNSEEN = /(?![\n\t])\p{Cc}|[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\ufeff\ufffe\uffff]/gu;

/**
 * Text in which nothing is hidden: what would steer a terminal or can't stand in a file is shown as `\u001b`. Line
 * feeds and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same on one line. */
export function oneLine(text: string): string {
  return visible(text)
    .replace(/\s*\n\s*/g, " ")
    .replaceAll("\t", " ");
}

/** For a log that is read by GitHub Actions: no line of it is taken for a workflow command, wherever it is broken. */
export function commandless(text: string): string {
  return text.replace(/(^|\s):(?=:)/g, "$1: ").replaceAll("##[", "# #[");
}

/** JSON in which nothing is hidden, with the same value for whoever parses it; `indent` as in `JSON.stringify`. */
export function visibleJson(value: unknown, indent: number = 0): string {
  // What is unseen can stand only inside strings of JSON, where it may be written so; `##[` begins a command in a log.
  return visible(JSON.stringify(value, null, indent)).replaceAll("##[", "#\\u0023[");
}
