import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { type OwnFault, ownChecker } from "../contract/check-own.ts";
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

/** Writes the file anew; YAML whose texts are JSON's, so that any text can stand in it. Throws KNOWN-UNWRITABLE. */
export async function writeKnown(path: string, entries: readonly KnownBreach[]): Promise<void> {
  const items = entries.map(
    (entry) => `- ${KEYS.map((key) => `${key}: ${textOf(key, entry[key])}`).join("\n  ")}\n`,
  );
  const head =
    "# Violations that are accepted for now: one that is not listed fails, and so does one after its last day.\n";
  try {
    await writeWhole(path, `${head}${items.length === 0 ? "[]\n" : items.join("")}`);
  } catch (error) {
    throw new ToolError("KNOWN-UNWRITABLE", error instanceof Error ? error.message : String(error), {
      where: path,
      hint: "--known names another file",
    });
  }
}

function textOf(key: (typeof KEYS)[number], text: string): string {
  return key === "rule" || key === "expires" ? text : JSON.stringify(text);
}

async function read(path: string, name: string): Promise<readonly KnownBreach[]> {
  const yaml = readYaml(await textIn(path, name), name);
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
