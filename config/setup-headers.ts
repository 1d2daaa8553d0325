import { ToolError } from "../contract/tool-error.ts";
import type { Environment } from "./environment.ts";
import type { Config } from "./model.ts";
import { CONTROL_PATTERN, HEADER_PATTERN } from "./setup-schema.ts";

/** The headers that the config puts into every handshake. Throws HEADER-ENV for a variable that is not set. */
export function setupHeaders({ setup }: Config, env: Environment): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(setup.headers).map(([name, text]) => [
      name,
      typeof text === "string" ? text : headerVariable(text.env, `headers.${name}`, env),
    ]),
  );
}

/** Content of a variable that the config names at `key`. Throws HEADER-ENV where it is not set. */
export function headerVariable(name: string, key: string, env: Environment): string {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  throw new ToolError("HEADER-ENV", `the environment variable ${name} is not set`, {
    hint: `\`${key}\` in the config takes its value from it`,
  });
}

/** The first of these headers that no handshake can have, by its name or its value; null for none. */
export function unfitHeader(headers: { readonly [name: string]: string }): string | null {
  const [name, control] = [new RegExp(HEADER_PATTERN, "u"), new RegExp(CONTROL_PATTERN, "u")];
  const unfit = Object.entries(headers).find(([word, value]) => !name.test(word) || control.test(value));
  return unfit?.[0] ?? null;
}
