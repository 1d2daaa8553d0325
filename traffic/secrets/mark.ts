/** What stands in place of a secret: the same number for the same value, so that echoes can still be told. */
export function markOf(number: number): string {
  return `***${number}`;
}

/** Does the text hold a mark? */
export function isMark(text: string): boolean {
  return /\*{3}\d/.test(text);
}
