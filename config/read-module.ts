import { isObject, type Json } from "../contract/json.ts";
import { pointerOf } from "../contract/json-pointer.ts";
import { ToolError } from "../contract/tool-error.ts";
import { importFile } from "./import-file.ts";
import { moduleFault } from "./module-fault.ts";
import type { HookFunction } from "./setup-model.ts";

/** The default export of a config module. */
export interface ModuleConfig {
  /** Plain JSON; a command that is never run stands where a function is. */
  readonly value: Json;
  /** Functions by their JSON pointer. */
  readonly functions: ReadonlyMap<string, HookFunction>;
}

/** Settings whose values may be functions. */
const CALLED = ["hooks", "triggers"];

/** Reads a config module. TypeScript is read by the loader that the tests use. */
export async function readModule(path: string, name: string): Promise<ModuleConfig> {
  const loaded = await load(path, name);
  if (!("default" in loaded))
    throw new ToolError("CONFIG-SYNTAX", "the config module has no default export", {
      where: name,
      hint: "write `export default defineConfig({...})`",
    });
  const functions = new Map<string, HookFunction>();
  try {
    const settings = withoutFunctions(loaded["default"], functions);
    return { value: plain(settings, name), functions };
  } catch (error) {
    if (error instanceof ToolError) throw error;
    // A getter that throws, or an object that holds itself.
    const { message, where } = await moduleFault(error, path, name);
    throw new ToolError("CONFIG-INVALID", `the default export is no plain value: ${message}`, { where });
  }
}

async function load(path: string, name: string): Promise<{ readonly [name: string]: unknown }> {
  try {
    return await importFile(path);
  } catch (error) {
    const { message, where } = await moduleFault(error, path, name);
    throw new ToolError("CONFIG-SYNTAX", message, { where });
  }
}

/** A copy in which hooks and triggers that are functions are commands; the functions are noted. */
function withoutFunctions(exported: unknown, functions: Map<string, HookFunction>): unknown {
  if (typeof exported !== "object" || exported === null) return exported;
  const copy: { [key: string]: unknown } = { ...exported };
  for (const key of CALLED) {
    const group = copy[key];
    if (typeof group !== "object" || group === null) continue;
    copy[key] = Object.fromEntries(
      Object.entries(group).map(([name, value]) => {
        if (!isFunction(value)) return [name, value];
        functions.set(pointerOf(key, name), value);
        return [name, { command: ["(function)"] }];
      }),
    );
  }
  return copy;
}

function isFunction(value: unknown): value is HookFunction {
  return typeof value === "function";
}

/** Fails on what JSON cannot say (functions, undefined, dates), so that a setting is never lost in silence. */
function plain(value: unknown, name: string): Json {
  const copy: Json = JSON.parse(JSON.stringify(value ?? null, refuseOther(name)));
  return isObject(copy) ? copy : null;
}

function refuseOther(name: string): (key: string, value: unknown) => unknown {
  return (key, value) => {
    if (typeof value === "function" || typeof value === "bigint" || typeof value === "symbol") {
      const what = key === "" ? "the default export" : `\`${key}\``;
      throw new ToolError("CONFIG-INVALID", `${what} must be a plain value, not a ${typeof value}`, {
        where: name,
        hint:
          key === ""
            ? "write `export default defineConfig({...})`"
            : "functions stand directly below `hooks` and `triggers`",
      });
    }
    return value;
  };
}
