import type { SecurityScheme } from "../contract/model.ts";
import { nearestWord } from "../contract/nearest-word.ts";
import { ToolError } from "../contract/tool-error.ts";
import { developmentCredential } from "./development.ts";
import type { Environment } from "./environment.ts";
import { identityAt } from "./identities.ts";
import type { Config, Credential } from "./model.ts";
import { own } from "../contract/own.ts";

/**
 * The credential of one identity (by position) for a scheme: the identity's own, else everybody's, else - only where
 * no service is named, so that it is our own stub - the development one. Throws CREDENTIAL-MISSING with the config
 * key that would give one.
 */
export function credentialOf(scheme: SecurityScheme, config: Config, index: number): Credential {
  const credential = ownCredential(scheme.name, config, index);
  if (credential !== null) return credential;
  if (config.url === null && config.start === null) return developmentCredential(scheme);
  throw new ToolError("CREDENTIAL-MISSING", `there is no credential for the security scheme ${scheme.name}`, {
    where: config.file,
    hint: `set \`credentials.${scheme.name}\` in ${config.file ?? "asyncproof.config.yaml"}: ${form(scheme)}${mistyped(scheme, config)}`,
  });
}

/** What the config says itself, or null. */
export function ownCredential(scheme: string, config: Config, index: number): Credential | null {
  return own(identityAt(config, index).credentials, scheme) ?? own(config.credentials, scheme) ?? null;
}

/** Content of an environment variable that the config names. Throws CREDENTIAL-ENV when it is not set. */
export function fromEnvironment(name: string, key: string, env: Environment): string {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  throw new ToolError("CREDENTIAL-ENV", `the environment variable ${name} is not set`, {
    hint: `\`${key}\` in the config takes its value from it`,
  });
}

/** A name in the config that is most likely meant for the scheme. */
function mistyped({ name }: SecurityScheme, { credentials }: Config): string {
  const near = nearestWord(name, Object.keys(credentials));
  return near === null ? "" : `; there is \`credentials.${near}\``;
}

function form(scheme: SecurityScheme): string {
  if (scheme.token.kind === "opaque") return "{env: NAME_OF_A_VARIABLE}";
  return "{jwt: {secretEnv: NAME_OF_A_VARIABLE}}, or {env: NAME} for a finished token";
}
