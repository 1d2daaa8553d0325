import { type Checked, changesText, type StaleFile } from "../generator/index.ts";
import { commandless, oneLine, visible } from "../contract/plain-text.ts";
import type { Colours } from "../report/index.ts";

const WORDS: { readonly [why in StaleFile["why"]]: string } = {
  missing: "not there yet",
  changed: "",
  surplus: "no longer planned",
  edited: "not as it was written: generate keeps it, --force writes it anew",
};
/** Of all files together; each has its own limit besides. */
const MOST_LINES = 200;

/** What is stale, which tests that means, and the differences; `nothing is stale` where nothing is. */
export function checkedText({ stale, tests }: Checked, colours: Colours): string {
  if (stale.length === 0) return "nothing is stale\n";
  const width = Math.max(...stale.map(({ path }) => path.length));
  const list = stale.map(
    ({ path, why }) => `  ${WORDS[why] === "" ? path : `${path.padEnd(width)}  ${WORDS[why]}`}\n`,
  );
  return `stale:\n${shown(list.join("") + changesText(tests))}${diffText(stale, colours)}`;
}

/** The lock, which says the same again in other words, comes last. */
function diffText(stale: readonly StaleFile[], colours: Colours): string {
  const ordered = [...stale].sort((one, other) => Number(isLock(one)) - Number(isLock(other)));
  const lines = ordered.flatMap(({ path, diff }) =>
    diff.length === 0
      ? []
      : ["", colours.bold(shown(oneLine(path))), ...diff.map((line) => coloured(shown(line), colours))],
  );
  const more = lines.length > MOST_LINES ? [`... ${lines.length - MOST_LINES} more lines`] : [];
  return [...lines.slice(0, MOST_LINES), ...more].map((line) => `${line}\n`).join("");
}

function isLock({ path }: StaleFile): boolean {
  return path.endsWith(".json");
}

function coloured(line: string, colours: Colours): string {
  if (line.startsWith("@@")) return colours.cyan(line);
  if (line.startsWith("+")) return colours.green(line);
  return line.startsWith("-") ? colours.red(line) : line;
}

function shown(text: string): string {
  return commandless(visible(text));
}
