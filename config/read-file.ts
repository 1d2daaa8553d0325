import { readFile } from "node:fs/promises";
import { extname, relative, sep } from "node:path";
import { isObject, type Json } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import { readJson } from "../contract/read-json.ts";
import { type SourcePlace, ToolError } from "../contract/tool-error.ts";
import { unreadable } from "../contract/unreadable.ts";
import { readModule } from "./read-module.ts";
import type { Layer } from "./layer.ts";
import type { HookFunction } from "./setup-model.ts";

/** Reads a config file of any of the four kinds. Throws a ToolError for one that cannot be read or is no object. */
export async function readConfigFile(path: string, cwd: string): Promise<Layer> {
  const name = displayName(path, cwd);
  const { value, placeOf, functions = new Map() } = await contentOf(path, name);
  if (!isObject(value))
    throw new ToolError("CONFIG-INVALID", "the config must be an object", {
      where: placeOf(""),
      hint: "docs/config.md describes every setting",
    });
  return {
    values: value,
    placeOf,
    functions,
    originOf: (key, name) => ({
      kind: "file",
      name: at(placeOf(name === undefined ? pointerOf(key) : pointerOf(key, name))),
    }),
  };
}

interface Content {
  readonly value: Json;
  readonly placeOf: (pointer: string) => SourcePlace | string;
  readonly functions?: ReadonlyMap<string, HookFunction>;
}

async function contentOf(path: string, name: string): Promise<Content> {
  switch (extname(path)) {
    case ".ts":
    case ".mjs":
      return { ...(await readModule(path, name)), placeOf: () => name };
    case ".json": {
      const text = await readText(path, name);
      // YAML reads more than JSON; what it gives beyond the value are the places.
      const value = parseJson(text, name);
      return { ...(await yaml()).readYaml(text, name), value };
    }
    case ".yaml":
    case ".yml":
      return (await yaml()).readYaml(await readText(path, name), name);
    default:
      throw new ToolError("CONFIG-FORMAT", `${name} is of no kind that a config can have`, {
        where: name,
        hint: "a config ends in .ts, .mjs, .json or .yaml",
      });
  }
}

/** The library takes as long to load as Node itself: only a file that needs it pays for that. */
function yaml(): Promise<typeof import("../contract/read-yaml.ts")> {
  return import("../contract/read-yaml.ts");
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new ToolError("CONFIG-UNREADABLE", unreadable(error, name), { where: name });
  }
}

function parseJson(text: string, name: string): Json {
  try {
    return readJson(text, name);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError("CONFIG-SYNTAX", error.message, { where: error.where, hint: error.hint });
  }
}

function at(place: SourcePlace | string): string {
  return typeof place === "string" ? place : `${place.file}:${place.line}`;
}

/** The path as a person would type it from the working directory. */
function displayName(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return (near.startsWith("..") ? path : near).split(sep).join("/");
}
