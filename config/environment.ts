import { isObject, type Json, type JsonObject } from "../contract/json.ts";
import { pointerTokens } from "../contract/json-pointer.ts";
import { ToolError } from "../contract/tool-error.ts";
import type { Layer } from "./layer.ts";

/** Environment variables by process; what `process.env` is. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Settings as JSON, from a run to the tests in its child: they count as flags. */
export const FLAGS_VARIABLE = "ASYNCPROOF_FLAGS";
/** Names the config file, as `--config` does. */
export const CONFIG_VARIABLE = "ASYNCPROOF_CONFIG";

const VARIABLES: { readonly [key: string]: { readonly name: string; readonly kind: "text" | "number" } } = {
  url: { name: "ASYNCPROOF_URL", kind: "text" },
  start: { name: "ASYNCPROOF_START", kind: "text" },
  port: { name: "ASYNCPROOF_PORT", kind: "number" },
  out: { name: "ASYNCPROOF_OUT", kind: "text" },
  templates: { name: "ASYNCPROOF_TEMPLATES", kind: "text" },
  seed: { name: "ASYNCPROOF_SEED", kind: "number" },
  runs: { name: "ASYNCPROOF_RUNS", kind: "number" },
  patience: { name: "ASYNCPROOF_PATIENCE", kind: "text" },
  quiet: { name: "ASYNCPROOF_QUIET", kind: "text" },
  maxWait: { name: "ASYNCPROOF_MAX_WAIT", kind: "text" },
  cache: { name: "ASYNCPROOF_CACHE", kind: "text" },
  proxy: { name: "ASYNCPROOF_PROXY", kind: "text" },
  rate: { name: "ASYNCPROOF_RATE", kind: "number" },
  known: { name: "ASYNCPROOF_KNOWN", kind: "text" },
};

/** Settings from the environment. An empty variable counts as not set. */
export function environmentLayer(env: Environment): Layer {
  const values: { [key: string]: Json } = {};
  for (const [key, { name, kind }] of Object.entries(VARIABLES)) {
    const text = env[name];
    // Text that is no number stays text, and the schema says what is wrong with it.
    if (text !== undefined && text !== "") values[key] = kind === "number" ? numberOf(text) : text;
  }
  const nameOf = (key: string): string => VARIABLES[key]?.name ?? key;
  return {
    values,
    placeOf: (pointer) => nameOf(pointerTokens(pointer)[0] ?? ""),
    originOf: (key) => ({ kind: "env", name: nameOf(key) }),
  };
}

/** Settings from flags; those that a run handed to its child stand below. */
export function flagLayer(flags: JsonObject, env: Environment): Layer {
  const nameOf = (key: string): string =>
    `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return {
    values: { ...handedDown(env), ...flags },
    placeOf: (pointer) => nameOf(pointerTokens(pointer)[0] ?? ""),
    originOf: (key) => ({ kind: "flag", name: nameOf(key) }),
  };
}

function handedDown(env: Environment): JsonObject {
  const text = env[FLAGS_VARIABLE];
  if (text === undefined || text === "") return {};
  try {
    const value: Json = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Falls through to the one error for both.
  }
  throw new ToolError("CONFIG-INVALID", `${FLAGS_VARIABLE} is no JSON object`, { where: FLAGS_VARIABLE });
}

function numberOf(text: string): number | string {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}
