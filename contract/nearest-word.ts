/** The known word that a mistyped one most likely means, or null where none is near. Case does not count. */
export function nearestWord(word: string, known: Iterable<string>): string | null {
  const most = Math.min(word.length - 1, Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 3)));
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of known) {
    const steps = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

/** A hint for an unknown word: the nearest known one, else all of them (ten at most). */
export function wordHint(word: string, known: Iterable<string>): string {
  const words = [...new Set(known)];
  const near = nearestWord(word, words);
  if (near !== null) return `did you mean \`${near}\`?`;
  if (words.length === 0) return "none is known here";
  const shown = words.slice(0, 10).map((one) => `\`${one}\``);
  return `known here: ${shown.join(", ")}${words.length > 10 ? ", ..." : ""}`;
}

/** Levenshtein distance, a swap of neighbours counting as one step. */
function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let steps = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        steps = Math.min(steps, (before[j - 2] ?? 0) + 1);
      next.push(steps);
    }
    [before, row] = [row, next];
  }
  return row[right.length] ?? 0;
}
