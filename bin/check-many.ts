import { existsSync } from "node:fs";
import { visibleJson } from "../contract/plain-text.ts";
import { ToolError } from "../contract/tool-error.ts";
import { coloursFor, errorObject } from "../report/index.ts";
import { type CheckEnd, manyExit, type ManyRow, runMany, type Target, targetsOf } from "../runner/index.ts";
import { checkOne } from "./check-one.ts";
import { type CheckFlags, checkOut } from "./check-out.ts";
import { documentsText, seenFromHere } from "./documents-text.ts";
import { plain } from "./plain.ts";

const WORDS = ["ok", "FAILED", "could not tell"] as const;

/** Checks several documents, each where its config is, with one summary and the worst exit code. */
export async function checkMany(specs: readonly string[], flags: CheckFlags): Promise<void> {
  const { base = "", color, json } = flags;
  if (existsSync(base) || base.includes(":"))
    throw new ToolError("BASE-ONE", `--base ${base} is one document, and several are checked`, {
      hint: "name a git revision: each document is compared with what it was there",
    });
  const colours = coloursFor(process.stdout, { color, env: process.env });
  const targets = targetsOf(specs, { cwd: process.cwd(), fixed: flags.config !== undefined });
  const told = new Map<Target, object>();
  const rows = await runMany(targets, async (target) => {
    if (!json) process.stdout.write(`\n${colours.bold(plain(target.name))}\n`);
    return checkOne(
      { ...target, among: specs },
      flags,
      checkOut(flags, (one) => void told.set(target, one)),
    );
  });
  process.exitCode = manyExit(targets, rows);
  if (json) {
    const documents = rows.map(({ target, error }) => {
      const failed = { exitCode: 2, error: error === null ? null : errorObject(seenFromHere(target, error)) };
      return { document: target.name, ...(told.get(target) ?? failed) };
    });
    process.stdout.write(`${visibleJson({ exitCode: process.exitCode, documents }, 2)}\n`);
  } else process.stdout.write(documentsText(targets, rows.map(lineOf), { words: WORDS, ...flags }));
}

function lineOf({ target, end, error }: ManyRow<CheckEnd>): Parameters<typeof documentsText>[1][number] {
  if (end === null) return { target, code: 2, text: error?.message ?? "", error };
  const of = (wanted: string): string[] =>
    end.parts.flatMap(({ name, state }) => (state === wanted ? [name] : []));
  const said = [
    ...of("failed").map((name) => `${name} FAILED`),
    ...of("unknown").map((name) => `${name}: could not tell`),
    ...of("unchecked").map((name) => `${name} not checked`),
  ];
  return { target, code: end.exitCode, text: said.join(", "), error: null };
}
