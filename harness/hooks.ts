import { type HandshakeAddition, type HookFacts, type HookName, unfitHeader } from "../config/index.ts";
import { isObject, type Json } from "../contract/json.ts";
import { ToolError } from "../contract/tool-error.ts";
import { callAction } from "./call-action.ts";
import type { Ground } from "./ground.ts";

/**
 * Calls a hook of the config, if there is one. One that fails is nobody's broken promise: throws SETUP-FAILED for
 * `beforeAll`, after which no test can be judged, HOOK-FAILED for any other.
 */
export async function callHook(
  ground: Ground,
  name: HookName,
  about: Partial<HookFacts> = {},
): Promise<unknown> {
  const action = ground.config.setup.hooks[name];
  if (action === undefined) return undefined;
  const key = `hooks.${name}`;
  const failing = (message: string, hint: string): ToolError =>
    name === "beforeAll"
      ? new ToolError("SETUP-FAILED", `\`${key}\` failed: ${message}`, { where: ground.config.file, hint })
      : new ToolError("HOOK-FAILED", `\`${key}\` failed: ${message}`, { where: ground.config.file, hint });
  return callAction(ground, action, { key, facts: factsOf(ground, about), failing });
}

/** What a hook or trigger is told. */
export function factsOf({ service }: Pick<Ground, "service">, about: Partial<HookFacts>): HookFacts {
  return { url: service.href, test: [], channel: "", identity: "", operation: "", ...about };
}

/** What `beforeConnection` adds to a handshake. Throws HOOK-FAILED for what is no `{headers, query}` of texts. */
export async function additionOf(
  ground: Ground,
  about: Partial<HookFacts>,
): Promise<Required<HandshakeAddition>> {
  const given = await callHook(ground, "beforeConnection", about);
  const nothing = { headers: {}, query: {} };
  if (given === undefined || given === null) return nothing;
  if (!isAddition(given)) throw unfit(ground, "gives something else than headers and query");
  const header = unfitHeader(given.headers ?? {});
  if (header !== null) throw unfit(ground, `gives the header \`${header}\`, which cannot be set`);
  return { ...nothing, ...given };
}

function unfit({ config }: Ground, what: string): ToolError {
  return new ToolError("HOOK-FAILED", `\`hooks.beforeConnection\` ${what}`, {
    where: config.file,
    hint: "it may give {headers: {NAME: TEXT}, query: {NAME: TEXT}}, or nothing",
  });
}

function isAddition(value: unknown): value is HandshakeAddition {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([key, group]: [string, Json]) => {
    const texts = isObject(group) && Object.values(group).every((text) => typeof text === "string");
    return (key === "headers" || key === "query") && texts;
  });
}
