import { visibleJson } from "../contract/plain-text.ts";
import { errorObject, jsonReporter, type Reporter, tallyText } from "../report/index.ts";
import type { ManyRow, Target } from "../runner/index.ts";
import type { CommonOptions } from "./options.ts";
import { documentsText, seenFromHere } from "./documents-text.ts";
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
          ? {
              document: target.name,
              exitCode: 2,
              error: error === null ? null : errorObject(seenFromHere(target, error)),
            }
          : { ...JSON.parse(told.get(target)?.join("") ?? "{}"), document: target.name },
      );
      process.stdout.write(`${visibleJson({ exitCode: process.exitCode, documents }, 2)}\n`);
    },
  };
}

function summaryOf(targets: readonly Target[], rows: readonly ManyRow[], flags: CommonOptions): string {
  const lines = rows.map(({ target, end, error }) => {
    const gates = end?.gates.map((gate) => `; ${gate}`).join("") ?? "";
    const text = end === null ? (error?.message ?? "") : `${tallyText(end.tally)}${gates}`;
    return { target, code: end?.exitCode ?? 2, text, error };
  });
  return documentsText(targets, lines, { words: WORDS, ...flags });
}
