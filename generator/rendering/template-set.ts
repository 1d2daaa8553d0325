import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { ToolError } from "../../contract/index.ts";
import { wordHint } from "../../contract/nearest-word.ts";
import { packageRoot } from "../../contract/vocabulary/package-root.ts";

/** The source of a template. */
export interface TemplateSource {
  /** As includes name it: the file's name without folder and extension. */
  readonly name: string;
  /** For messages: the user's as given, ours by its name in the package. */
  readonly file: string;
  readonly text: string;
  /** It is the user's. */
  readonly isOwn: boolean;
}

/** The templates by their names; those of steps have the step's kind. */
export interface TemplateSet {
  readonly sources: ReadonlyMap<string, TemplateSource>;
  /** The user's folder as given; null: ours alone. */
  readonly folder: string | null;
}

/**
 * Our templates, and those of the user's folder: one of our path takes the place of ours, any other is a new partial.
 * Throws TEMPLATES for a folder that is not there or holds no template, or a template in the wrong place.
 */
export function readTemplates(folder: string | null = null, cwd: string = process.cwd()): TemplateSet {
  const home = templateFolder();
  const paths = templatesBelow(home);
  const ours = paths.map((path) => source(home, path, { file: `templates/${path}`, isOwn: false }));
  const sources = new Map(ours.map((one) => [one.name, one]));
  if (folder === null) return { sources, folder };
  const known = new Map(paths.map((path) => [nameOf(path), path]));
  for (const path of ownTemplates(folder, resolve(cwd, folder))) {
    const own = source(resolve(cwd, folder), path, { file: join(folder, path), isOwn: true });
    const place = known.get(own.name);
    if (place !== undefined && place !== path) throw misplaced(own, join(folder, place));
    if (sources.get(own.name)?.isOwn === true) throw misplaced(own, "a name that no other template has");
    sources.set(own.name, own);
  }
  return { sources, folder };
}

/** What to try for a template that nobody includes, or that is not there. */
export function templateHint(name: string, { sources }: TemplateSet): string {
  return wordHint(
    name,
    [...sources.values()].filter(({ isOwn }) => !isOwn).map((one) => one.name),
  );
}

function ownTemplates(shown: string, folder: string): string[] {
  const paths = existsSync(folder) ? templatesBelow(folder) : [];
  if (paths.length > 0) return paths;
  throw new ToolError("TEMPLATES", existsSync(folder) ? "a folder without templates" : "no such folder", {
    where: shown,
    hint: "templates end in .hbs; docs/templates.md lists them",
  });
}

function templatesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".hbs"))
    .map((name) => name.split(sep).join("/"))
    .sort();
}

function source(folder: string, path: string, about: Pick<TemplateSource, "file" | "isOwn">): TemplateSource {
  return { name: nameOf(path), text: readFileSync(join(folder, path), "utf8"), ...about };
}

function nameOf(path: string): string {
  return basename(path, ".hbs");
}

function misplaced({ name, file }: TemplateSource, place: string): ToolError {
  return new ToolError("TEMPLATES", `the template \`${name}\` stands in the wrong place`, {
    where: file,
    hint: `give it ${place}`,
  });
}

/** The folder of our templates. */
function templateFolder(): string {
  const folder = join(packageRoot(), "templates");
  if (!existsSync(join(folder, "file.hbs")))
    throw new Error("the templates of the generated tests are missing from this installation");
  return folder;
}
