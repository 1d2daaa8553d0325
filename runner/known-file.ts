import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { type OwnFault, ownChecker } from "../contract/check-own.ts";
import { editYamlList } from "../contract/edit-yaml-list.ts";
import type { JsonObject } from "../contract/json.ts";
import { pointerGet } from "../contract/json-pointer.ts";
import { wordHint } from "../contract/nearest-word.ts";
import { readYaml, type YamlText } from "../contract/read-yaml.ts";
import { ToolError } from "../contract/tool-error.ts";
import { unreadable } from "../contract/unreadable.ts";
import { RULES } from "../judge/index.ts";
import { keyOf, type KnownBreach, KnownBreaches } from "./known.ts";
import { writeWhole } from "./write-whole.ts";

/** Where `--write-known` writes when nobody says where. */
export const DEFAULT_KNOWN = "asyncproof.known.yaml";
/** What that file is called among all that is read. */
export const KNOWN_LIST = "the list of known violations";
/** How long what `--write-known` accepts is accepted, days. */
const ACCEPTED_DAYS = 90;
const DAY_MS = 86_400_000;
/** What a new file begins with. */
const HEAD =
  "# Violations that are accepted for now: one that is not listed fails, and so does one after its last day.\n";
const KEYS = ["rule", "pointer", "reason", "expires"] as const;

const SCHEMA: JsonObject = {
  type: "array",
  items: {
    type: "object",
    required: [...KEYS],
    additionalProperties: false,
    properties: {
      rule: { type: "string", enum: Object.keys(RULES) },
      pointer: { type: "string", pattern: "^#" },
      reason: { type: "string", minLength: 1 },
      expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
  },
};

/** The violations that a run accepts, and the file that they stand in. */
export interface KnownFile {
  /** Absolute; null: none is named. */
  readonly path: string | null;
  readonly breaches: KnownBreaches;
}

/**
 * Reads the file of accepted violations. With `write` one that is not there yet is empty, and what is new is accepted.
 * Throws KNOWN-UNREADABLE, KNOWN-INVALID with the place, or YAML-SYNTAX.
 */
export async function openKnown(
  file: string | null,
  { cwd, write, now }: { readonly cwd: string; readonly write: boolean; readonly now: Date },
): Promise<KnownFile> {
  const path = file === null && !write ? null : resolve(cwd, file ?? DEFAULT_KNOWN);
  const entries = path === null || (write && !existsSync(path)) ? [] : await read(path, nameOf(path, cwd));
  const acceptUntil = write ? dayOf(new Date(now.getTime() + ACCEPTED_DAYS * DAY_MS)) : null;
  return { path, breaches: new KnownBreaches({ entries, today: dayOf(now), acceptUntil }) };
}

/**
 * Writes what is accepted now. Where there is such a file already, only what is no more or new in it changes: comments
 * and order are its owner's. New texts are JSON's, so that any text can stand there. Throws KNOWN-UNWRITABLE.
 */
export async function writeKnown(path: string, entries: readonly KnownBreach[]): Promise<void> {
  const text = existsSync(path) ? await readFile(path, "utf8") : HEAD;
  const edited = textWith(text, path, entries);
  if (edited === text) return;
  try {
    await writeWhole(path, edited);
  } catch (error) {
    throw new ToolError("KNOWN-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: path,
      hint: "--known names another file",
    });
  }
}

function textWith(text: string, path: string, entries: readonly KnownBreach[]): string {
  const wanted = new Set(entries.map(keyOf));
  const present = entriesIn(readYaml(text, path)).map(keyOf);
  const removed = new Set([...present.keys()].filter((index) => !wanted.has(present[index] ?? "")));
  const added = entries.filter((entry) => !present.includes(keyOf(entry)));
  if (removed.size + added.length === 0 && text !== HEAD) return text;
  return editYamlList(text, { removed, added: added.map(itemText).join("") });
}

function itemText(entry: KnownBreach): string {
  return `- ${KEYS.map((key) => `${key}: ${textOf(key, entry[key])}`).join("\n  ")}\n`;
}

function textOf(key: (typeof KEYS)[number], text: string): string {
  return key === "rule" || key === "expires" ? text : JSON.stringify(text);
}

async function read(path: string, name: string): Promise<readonly KnownBreach[]> {
  return entriesIn(readYaml(await textIn(path, name), name));
}

/** Throws KNOWN-INVALID with the place. */
function entriesIn(yaml: YamlText): readonly KnownBreach[] {
  // A file of comments alone is empty.
  const value = yaml.value ?? [];
  const [fault] = ownChecker(SCHEMA)(value);
  if (fault !== undefined) throw invalid(fault, yaml);
  // The schema above says the same as the type.
  const entries = value as readonly KnownBreach[] & JsonObject[];
  for (const [index, entry] of entries.entries()) {
    const fail = (what: string): ToolError =>
      new ToolError("KNOWN-INVALID", what, { where: yaml.placeOf(`/${index}`) });
    if (Number.isNaN(Date.parse(entry.expires))) throw fail(`${entry.expires} is no day`);
    if (entries.findIndex((one) => keyOf(one) === keyOf(entry)) !== index)
      throw fail(`${entry.rule} at ${entry.pointer} stands here twice`);
  }
  return entries;
}

async function textIn(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new ToolError("KNOWN-UNREADABLE", unreadable(error, name), {
      where: name,
      hint: "--write-known writes it",
    });
  }
}

function invalid(fault: OwnFault, yaml: YamlText): ToolError {
  const extra = fault.params["additionalProperty"];
  const at = typeof extra === "string" ? `${fault.at}/${extra}` : fault.at;
  const word = typeof extra === "string" ? extra : String(pointerGet(yaml.value, fault.at) ?? "");
  const isWord = fault.keyword === "enum" || typeof extra === "string";
  return new ToolError("KNOWN-INVALID", `${fault.at.split("/").at(-1) || "the list"} ${fault.message}`, {
    where: yaml.placeOf(at),
    hint: isWord
      ? wordHint(word, fault.keyword === "enum" ? Object.keys(RULES) : KEYS)
      : "a list of {rule, pointer, reason, expires: 2027-01-31}",
  });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function nameOf(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return (near.startsWith("..") ? path : near).split(sep).join("/");
}
