/** From this many equal characters on, a run is written as a repetition. */
const RUN = 40;

/** A string as TypeScript: quoted as the formatter quotes, long runs as `"x".repeat(2001)`. */
export function textLiteral(text: string): string {
  const runs = runsOf(text);
  if (runs.every(({ count }) => count < RUN)) return quoted(text);
  const [only, ...others] = runs;
  if (only !== undefined && others.length === 0) return repeated(only);
  const parts = joinShort(runs).map((part) =>
    typeof part === "string" ? templateText(part) : `\${${repeated(part)}}`,
  );
  return `\`${parts.join("")}\``;
}

interface Run {
  readonly character: string;
  readonly count: number;
}

function repeated({ character, count }: Run): string {
  return `${quoted(character)}.repeat(${count})`;
}

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let index = 1; index <= text.length; index += 1) {
    if (index < text.length && text[index] === text[start]) continue;
    runs.push({ character: text.slice(start, start + 1), count: index - start });
    start = index;
  }
  return runs;
}

function joinShort(runs: readonly Run[]): (string | Run)[] {
  const parts: (string | Run)[] = [];
  for (const run of runs) {
    const last = parts.at(-1);
    if (run.count >= RUN) parts.push(run);
    else if (typeof last === "string") parts[parts.length - 1] = last + run.character.repeat(run.count);
    else parts.push(run.character.repeat(run.count));
  }
  return parts;
}

/** The inside of a template literal. */
export function templateText(text: string): string {
  return escaped(text).replaceAll("`", "\\`").replaceAll("${", "\\${");
}

/** In double quotes, or in single ones where that saves escapes; everything that could be more than text escaped. */
export function quoted(text: string): string {
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  const quote = doubles > singles ? "'" : '"';
  return quote + escaped(text).replaceAll(quote, `\\${quote}`) + quote;
}

/** Backslashes, and every character that an editor does not show or that ends a line. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
}

const SHORT: { readonly [character: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");
}
