import {
  coloursFor,
  errorObject,
  errorText,
  hang,
  jsonReporter,
  type Reporter,
  tallyText,
  widthOf,
} from "../report/index.ts";
import { visibleJson } from "../contract/plain-text.ts";
import { plain } from "./plain.ts";
import type { ManyRow, Target } from "../runner/index.ts";
import type { CommonOptions } from "./options.ts";
import { mainReporter } from "./reporters.ts";

const WORDS = ["kept", "BROKEN", "could not tell"] as const;

/** What several documents in one run write to standard output: each its own, and one summary of all. */
export interface DocumentsOut {
  reporter(target: Target): Reporter;
  end(targets: readonly Target[], rows: readonly ManyRow[]): void;
}

export function documentsOut(flags: CommonOptions): DocumentsOut {
  const told = new Map<Target, string[]>();
  return {
    reporter(target) {
      if (!flags.json) return mainReporter(flags);
      const texts: string[] = [];
      told.set(target, texts);
      return jsonReporter({ write: (text) => void texts.push(text) });
    },
    end(targets, rows) {
      if (!flags.json) {
        process.stdout.write(summaryOf(targets, rows, flags));
        return;
      }
      const documents = rows.map(({ target, error, end }) =>
        end === null
          ? { document: target.name, exitCode: 2, error: error === null ? null : errorObject(error) }
          : { ...JSON.parse(told.get(target)?.join("") ?? "{}"), document: target.name },
      );
      process.stdout.write(`${visibleJson({ exitCode: process.exitCode, documents }, 2)}\n`);
    },
  };
}

function summaryOf(targets: readonly Target[], rows: readonly ManyRow[], { color }: CommonOptions): string {
  const colours = coloursFor(process.stdout, { color, env: process.env });
  const column = Math.max(...targets.map(({ name }) => name.length)) + 2;
  const lines = targets.map((target) => {
    const row = rows.find((one) => one.target === target);
    const code = row?.end?.exitCode ?? 2;
    const paint = [colours.green, colours.red, colours.yellow][code] ?? String;
    if (row?.error != null) process.stderr.write(`\n${plain(target.name)}\n${errorText(row.error, colours)}`);
    const word = row === undefined ? "not run" : WORDS[code];
    const lead = column + 16;
    const gates = row?.end?.gates.map((gate) => `; ${gate}`).join("") ?? "";
    const text = row?.end == null ? (row?.error?.message ?? "") : `${tallyText(row.end.tally)}${gates}`;
    const rest = hang(lead, plain(text), widthOf(process.stdout));
    return `${plain(target.name).padEnd(column)}${paint(word.padEnd(16))}${rest}\n`;
  });
  return `\n${targets.length} documents\n${lines.join("")}`;
}
