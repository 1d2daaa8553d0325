import { hang } from "./hang.ts";
import { type TestFinished, type TestVerdict, verdictOf } from "./tally.ts";
import type { TerminalStyle } from "./terminal-style.ts";

const MARKS: { readonly [verdict in TestVerdict]: string } = {
  kept: "✔",
  violated: "✖",
  known: "–",
  unspecified: "–",
  notReached: "–",
  error: "!",
};

/**
 * The lines for one test: headings that changed since the test before, its mark and title, and why it is pending. A long
 * reason that one of the tests before has shown stands there only once, but where every detail is asked for.
 */
export function listed(test: TestFinished, earlier: readonly TestFinished[], style: TerminalStyle): string {
  const headings = headingsOf(test.title, earlier.at(-1)?.title ?? [], style);
  const depth = 2 * Math.max(0, test.title.length - 1);
  const verdict = verdictOf(test);
  const title = hang(depth + 2, `${test.title.at(-1) ?? ""}${durationOf(test, style)}`, style.width);
  const line = `${" ".repeat(depth)}${mark(verdict, style)} ${title}\n`;
  return `${headings}${line}${reasonOf(test, verdict, { depth, style, earlier })}`;
}

/** Headings of a test's title that its predecessor did not stand under; a blank line before each family and channel. */
function headingsOf(title: readonly string[], before: readonly string[], { colours }: TerminalStyle): string {
  const own = title.slice(0, -1);
  const changed = own.findIndex((heading, level) => heading !== before[level]);
  if (changed === -1) return "";
  return own
    .slice(changed)
    .map((heading, index) => {
      const level = changed + index;
      return level === 0 ? `\n${colours.bold(heading)}\n` : `${"  ".repeat(level)}${heading}\n`;
    })
    .join("");
}

function mark(verdict: TestVerdict, { colours }: TerminalStyle): string {
  if (verdict === "kept") return colours.green(MARKS.kept);
  if (verdict === "violated" || verdict === "error") return colours.red(MARKS[verdict]);
  return colours.yellow(MARKS[verdict]);
}

interface Listing {
  readonly depth: number;
  readonly style: TerminalStyle;
  readonly earlier: readonly TestFinished[];
}

function reasonOf(test: TestFinished, verdict: TestVerdict, { depth, style, earlier }: Listing): string {
  if (test.state !== "pending") return "";
  const kind = verdict === "notReached" ? "not reached" : verdict;
  const whole = hang(depth + 2, `${kind}: ${test.text}`, style.width);
  const again =
    style.detail !== "verbose" && whole.includes("\n") && earlier.some((one) => one.text === test.text);
  const [, word = ""] = /^([^:]{1,30}): /.exec(test.text) ?? [];
  const reason = again ? `${kind}: ${word === "" ? "" : `${word}, `}as above` : whole;
  return `${" ".repeat(depth + 2)}${style.colours.dim(reason)}\n`;
}

/** Durations that a person would wonder about; all of them when asked. */
function durationOf({ durationMs }: TestFinished, { detail, colours }: TerminalStyle): string {
  const told = detail === "verbose" || durationMs >= 1000;
  return told ? colours.dim(` (${Math.round(durationMs)} ms)`) : "";
}
