/** What a YAML file may hold, so that reading it takes bounded time and memory. */

export const TOO_DEEP = "nested too deeply to be read";
const MOST_OPEN = 2000;
/** Far more than any document has (0.1 million for 250 messages). */
export const MOST_VALUES = 1_000_000;
export const MOST_ALIASES = 5000;

/** The library needs a kilobyte for each value; what may begin one is counted: a line, a comma, a colon. */
export function isTooMuch(text: string): boolean {
  let marks = 0;
  if (text.length < MOST_VALUES) return false;
  for (const _ of text.matchAll(/[\n,:]/g)) marks += 1;
  return marks > MOST_VALUES;
}

/** Where it gets too deep; -1 for nowhere. The library takes time with the square of the depth. Brackets in texts count too, but are closed there. */
export function tooDeepAt(text: string): number {
  let open = 0;
  for (const { 0: mark, index } of text.matchAll(/[[\]{}]/g)) {
    if (mark === "]" || mark === "}") open = Math.max(open - 1, 0);
    else open += 1;
    if (open > MOST_OPEN) return index;
  }
  return -1;
}
