import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { ToolError } from "../../contract/tool-error.ts";
import { MANIFEST } from "../../generator/writing/manifest.ts";
import type { Document } from "../document.ts";
import { realOf } from "../../contract/real-place.ts";

/** Folders of other tools, which take away and overwrite what lies there as they like. */
const OF_OTHERS = /(^|\/)(\.git(\/|$)|node_modules(\/[^.]|$))/;

/**
 * Refuses to generate tests where they would lie among what is not theirs, before anything is written: into the working
 * directory or a folder above it, where neither is ours already nor empty, and into folders of git and of package
 * managers. Throws OUTPUT-FOLDER.
 */
export function refuseFolder({ cwd, config }: Pick<Document, "cwd" | "config">): void {
  const folder = realOf(resolve(cwd, config.out));
  const path = relative(realOf(cwd), folder).split(sep).join("/");
  const holder = OF_OTHERS.exec(path)?.[2]?.replace(/\/.*$/, "");
  if (holder === undefined && (!/^(\.\.\/)*(\.\.)?$/.test(path) || isFree(folder))) return;
  const what =
    holder === undefined
      ? `holds ${path === "" ? "your project" : "the working directory"}`
      : `belongs to ${holder}`;
  throw new ToolError("OUTPUT-FOLDER", `${config.out} is no folder for generated tests: it ${what}`, {
    where: config.origins["out"]?.name ?? null,
    hint: "they need a folder of their own, as --out generated-tests; nothing was written",
  });
}

/** Nobody's but ours: nothing is there, or we have written there before. */
function isFree(folder: string): boolean {
  return !existsSync(folder) || existsSync(join(folder, MANIFEST)) || readdirSync(folder).length === 0;
}
