/** A word as a POSIX shell takes it; `always` quotes also what needs no quotes. */
export function shellWord(word: string, always = false): string {
  if (!always && /^[\w./:=@,+-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}
