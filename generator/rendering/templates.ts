import { readdirSync, readFileSync, existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { isObject } from "../../contract/json.ts";
import { type Payload, plain } from "../payload.ts";
import { deferred } from "./statement.ts";
import type { FileView } from "./view.ts";

/** Makes the text of one file; values in it are still to be laid out. */
export type FileTemplate = (view: FileView) => string;

/** The source of every template by its name; those of steps have the step's kind. */
export function templateSources(): ReadonlyMap<string, string> {
  const folder = templateFolder();
  const files = [".", "steps"].flatMap((below) =>
    readdirSync(new URL(`${below}/`, folder))
      .filter((name) => name.endsWith(".hbs"))
      .map((name) => new URL(`${below}/${name}`, folder)),
  );
  return new Map(files.map((file) => [basename(fileURLToPath(file), ".hbs"), readFileSync(file, "utf8")]));
}

/** The folder of the templates: beside this one's, or beside the build's. */
function templateFolder(): URL {
  const candidates = ["../../templates/", "../../../templates/"].map(
    (path) => new URL(path, import.meta.url),
  );
  const found = candidates.find((folder) => existsSync(new URL("file.hbs", folder)));
  if (found === undefined)
    throw new Error("the templates of the generated tests are missing from this installation");
  return found;
}

/** An instance of our own: nothing of it is global. */
export function compileTemplates(sources: ReadonlyMap<string, string> = templateSources()): FileTemplate {
  const engine = Handlebars.create();
  engine.registerHelper({ literal, comment, name });
  const options = {
    strict: true,
    noEscape: true,
    preventIndent: true,
    knownHelpersOnly: true,
    knownHelpers: { literal: true, comment: true, name: true },
  };
  const compiled = new Map([...sources].map(([key, source]) => [key, engine.compile(source, options)]));
  for (const [key, template] of compiled) engine.registerPartial(key, template);
  const file = compiled.get("file");
  if (file === undefined) throw new Error("there is no template `file`");
  return (view) => file(view);
}

/** A value, to be written as the room in its line allows. */
function literal(value: unknown): string {
  if (isPayload(value)) return deferred(value);
  if (typeof value === "string" || typeof value === "number") return deferred(plain(value));
  throw new TypeError(`a template writes ${typeof value}, which is no value`);
}

function isPayload(value: unknown): value is Payload {
  return (
    isObject(value as Parameters<typeof isObject>[0]) &&
    "json" in (value as object) &&
    "holes" in (value as object)
  ); // checked here
}

/** Text inside a line comment: one line, nothing that hides or ends it. */
function comment(value: unknown): string {
  return String(value)
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll("*/", "* /");
}

/** A variable; anything else would be code from a name. */
function name(value: unknown): string {
  if (typeof value === "string" && /^[A-Za-z_$][\w$]*$/.test(value)) return value;
  throw new TypeError(`${JSON.stringify(value)} is no identifier`);
}
