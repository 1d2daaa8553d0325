import type { Colours } from "../colours.ts";
import { markdownText } from "../encoding/markdown-text.ts";
import { commandless, oneLine } from "../../contract/plain-text.ts";
import { fromRoot } from "../encoding/workspace-prefix.ts";
import { workflowCommand } from "../encoding/workflow-command.ts";
import { hang } from "../hang.ts";
import { type CheckFinding, type CheckPart, checkExit, type PartState } from "./model.ts";

const WORDS: { readonly [state in PartState]: string } = {
  passed: "ok",
  failed: "FAILED",
  unknown: "could not tell",
  unchecked: "not checked",
};

/** The last lines of a check: each part, its state, and why. Begins with an empty line. */
export function checkText(
  parts: readonly CheckPart[],
  { colours, width }: { readonly colours: Colours; readonly width: number },
): string {
  const column = Math.max(...parts.map(({ state }) => WORDS[state].length)) + 2;
  const rows = parts.map(({ name, state, text }) => {
    const lead = name.padEnd(10);
    const word = WORDS[state].padEnd(column);
    const rest = hang(lead.length + word.length, commandless(oneLine(text)), width);
    return `${lead}${paint(state, colours)(word)}${rest}\n`;
  });
  return `\n${rows.join("")}`;
}

function paint(state: PartState, { green, red, yellow }: Colours): (text: string) => string {
  if (state === "passed") return green;
  return state === "failed" ? red : yellow;
}

const RESULTS = ["kept", "broken", "could not tell"] as const;

/** The same as a table for a job's summary; the first line says what the check as a whole came to. */
export function checkMarkdown(document: string, parts: readonly CheckPart[]): string {
  const rows = parts.map(
    ({ name, state, text }) => `| ${name} | ${WORDS[state]} | ${markdownText(text).replaceAll("\n", " ")} |`,
  );
  return `# Contract check of ${markdownText(document)}: ${RESULTS[checkExit(parts)]}\n\n| part | | |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** Findings as annotations of GitHub. `prefix`: from the repository's root to the working directory, "" or `a/b/`. */
export function findingAnnotations(findings: readonly CheckFinding[], prefix: string): string {
  return findings
    .map(({ level, title, text, file, line }) => {
      const place = line === 0 ? {} : { line };
      return workflowCommand(level, { file: fromRoot(prefix, file), ...place, title }, text);
    })
    .join("");
}
