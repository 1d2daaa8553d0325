import { isObject, type Json, type JsonObject, pointerGet } from "../../contract/index.ts";
import { loadConfig } from "../../config/index.ts";
import { type Learned, learn } from "../../runner/traffic/learn.ts";

/** Learns from recordings in a folder. */
export async function learnedIn(
  cwd: string,
  recordings: readonly string[],
  more: {
    readonly spec?: string;
    readonly hosts?: readonly string[];
    readonly out?: string;
    readonly force?: boolean;
  } = {},
): Promise<Learned> {
  const config = await loadConfig({ cwd, flags: {}, env: {} });
  const { spec = "", hosts = [], out = "", force = false } = more;
  return learn({ spec, cwd, config, role: null, recordings, channel: "", hosts, out, force, talk: () => {} });
}

/** An object inside a learned document; throws where there is none. */
export function objectAt(value: Json, pointer: string): JsonObject {
  const found = pointerGet(value, pointer);
  if (!isObject(found)) throw new Error(`no object at ${pointer}: ${JSON.stringify(value).slice(0, 2000)}`);
  return found;
}
