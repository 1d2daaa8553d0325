import { hang } from "./hang.ts";
import { EXCEPTION, type TestFinished, verdictOf } from "./tally.ts";
import type { TerminalStyle } from "./terminal-style.ts";

/** How many tests of a repeated cause are named. */
const NAMED = 5;

/** All causes of failure, numbered, each as it was narrated first, with the tests that it came back in; "" where there are none. */
export function failuresText(tests: readonly TestFinished[], style: TerminalStyle): string {
  const failed = tests.filter((test) => test.state === "failed");
  if (failed.length === 0) return "";
  return `\n${causesOf(failed)
    .map((cause, index) => failureText(cause, index + 1, style))
    .join("\n")}`;
}

type Cause = readonly [first: TestFinished, ...others: readonly TestFinished[]];

/**
 * Failures by what caused them: the same rule, broken at the same place; of what is no fault of the service, the same
 * error in the same words. What has neither, and what a test threw by itself, stands alone.
 */
export function causesOf(failed: readonly TestFinished[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const test of failed) {
    const key = causeOf(test);
    const [first = test, ...others] = causes.get(key) ?? [];
    causes.set(key, first === test ? [test] : [first, ...others, test]);
  }
  return [...causes.values()];
}

function causeOf({ rule, place = "", error, text, id }: TestFinished): string {
  if (rule !== "") return place === "" ? id : `${rule} ${place}`;
  return error === "" || error === EXCEPTION ? id : `${error}\n${text}`;
}

function againText(others: readonly TestFinished[], lead: number, { colours, width }: TerminalStyle): string {
  if (others.length === 0) return "";
  const indent = " ".repeat(lead + 4);
  const named = others
    .slice(0, NAMED)
    .map(({ title }) => `${indent}${hang(lead + 4, title.join(" > "), width)}\n`);
  const rest = others.length > NAMED ? `${indent}and ${others.length - NAMED} more\n` : "";
  const count = `the same cause in ${others.length} more ${others.length === 1 ? "test" : "tests"}:`;
  return `${" ".repeat(lead)}${colours.dim(count)}\n${named.join("")}${rest}`;
}

function failureText([test, ...others]: Cause, number: number, style: TerminalStyle): string {
  const { colours } = style;
  const lead = `${number}) `;
  const told = tellsItsTitle(test) ? "" : `${hang(lead.length, headline(test), style.width)}\n`;
  const colour = verdictOf(test) === "error" ? colours.yellow : colours.red;
  const [first = "", ...rest] = `${told}${test.text}`.trimEnd().split("\n");
  const more = rest.map((line) => (line === "" ? "\n" : `${" ".repeat(lead.length)}${line}\n`));
  return `${lead}${colour(first)}\n${more.join("")}${againText(others, lead.length, style)}`;
}

/** A narrative begins with the title; an exception does not. */
function tellsItsTitle(test: TestFinished): boolean {
  const [first = ""] = test.text.split("\n");
  return first.includes(test.title.at(-1) ?? "");
}

function headline(test: TestFinished): string {
  const about = test.rule || test.error;
  return `${test.title.join(" > ")}${about === "" ? "" : `  ${about}`}`;
}
