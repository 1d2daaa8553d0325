import { isObject, type Json } from "../contract/json.ts";
import { ToolError } from "../contract/tool-error.ts";
import { importFile } from "./import-file.ts";

/** The default export of a config module, as plain JSON. TypeScript is read by the loader that the tests use. */
export async function readModule(path: string, name: string): Promise<Json> {
  const loaded = await load(path, name);
  if (!("default" in loaded))
    throw new ToolError("CONFIG-SYNTAX", "the config module has no default export", {
      where: name,
      hint: "write `export default defineConfig({...})`",
    });
  return plain(loaded["default"], name);
}

async function load(path: string, name: string): Promise<{ readonly [name: string]: unknown }> {
  try {
    return await importFile(path);
  } catch (error) {
    throw new ToolError("CONFIG-SYNTAX", error instanceof Error ? error.message : String(error), {
      where: name,
    });
  }
}

/** Fails on what JSON cannot say (functions, undefined, dates), so that a setting is never lost in silence. */
function plain(value: unknown, name: string): Json {
  const copy: Json = JSON.parse(JSON.stringify(value ?? null, refuseOther(name)));
  return isObject(copy) ? copy : null;
}

function refuseOther(name: string): (key: string, value: unknown) => unknown {
  return (key, value) => {
    if (typeof value === "function" || typeof value === "bigint" || typeof value === "symbol")
      throw new ToolError("CONFIG-INVALID", `\`${key}\` must be a plain value, not a ${typeof value}`, {
        where: name,
      });
    return value;
  };
}
