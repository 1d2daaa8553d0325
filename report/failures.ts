import { hang } from "./hang.ts";
import { type TestFinished, verdictOf } from "./tally.ts";
import type { TerminalStyle } from "./terminal-style.ts";

/** All failures, numbered, each as it was narrated; "" where there are none. */
export function failuresText(tests: readonly TestFinished[], style: TerminalStyle): string {
  const failed = tests.filter((test) => test.state === "failed");
  if (failed.length === 0) return "";
  return `\n${failed.map((test, index) => failureText(test, index + 1, style)).join("\n")}`;
}

function failureText(test: TestFinished, number: number, style: TerminalStyle): string {
  const { colours } = style;
  const lead = `${number}) `;
  const told = tellsItsTitle(test) ? "" : `${hang(lead.length, headline(test), style.width)}\n`;
  const colour = verdictOf(test) === "error" ? colours.yellow : colours.red;
  const [first = "", ...rest] = `${told}${test.text}`.trimEnd().split("\n");
  const more = rest.map((line) => (line === "" ? "\n" : `${" ".repeat(lead.length)}${line}\n`));
  return `${lead}${colour(first)}\n${more.join("")}`;
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
