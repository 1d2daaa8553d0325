import { ToolError } from "../contract/tool-error.ts";
import { fromEnvironment } from "./credential-of.ts";
import type { Environment } from "./environment.ts";
import type { Config, Credential } from "./model.ts";
import { runCommand } from "./run-command.ts";

/** For which scheme, and with which config, a credential is looked up. */
export interface Looking {
  readonly config: Config;
  readonly scheme: string;
  readonly env: Environment;
}

type Plain = Exclude<Credential, { readonly jwt: unknown }>;

/** The text of a credential that is no recipe. Throws CREDENTIAL-ENV or CREDENTIAL-COMMAND. */
export async function credentialText(credential: Plain, { config, scheme, env }: Looking): Promise<string> {
  if ("value" in credential) return credential.value;
  if ("env" in credential) return fromEnvironment(credential.env, `credentials.${scheme}.env`, env);
  const key = `credentials.${scheme}.command`;
  const failing = (message: string, hint: string): ToolError =>
    new ToolError("CREDENTIAL-COMMAND", `no credential for ${scheme}: ${message}`, {
      where: config.file,
      hint,
    });
  const timeoutMs = config.setup.hookTimeoutMs;
  const text = (await runCommand({ command: credential.command, timeoutMs, env, key }, failing)).trim();
  if (text === "") throw failing("its command wrote nothing", `it stands at \`${key}\``);
  return text;
}

/**
 * A copy of the config in which every command that gives a credential was run, once each, and its output stands for
 * it: so that everybody has the same credential, and it is known as a secret.
 */
export async function withCommandCredentials(config: Config, env: Environment): Promise<Config> {
  const credentials = await ran(config.credentials, { config, env });
  const identities = [];
  for (const identity of config.identities) {
    const own = { ...env, ASYNCPROOF_IDENTITY: identity.name };
    identities.push({ ...identity, credentials: await ran(identity.credentials, { config, env: own }) });
  }
  return { ...config, credentials, identities };
}

async function ran(
  credentials: { readonly [scheme: string]: Credential },
  context: Omit<Looking, "scheme">,
): Promise<{ readonly [scheme: string]: Credential }> {
  const values: [scheme: string, credential: Credential][] = [];
  for (const [scheme, credential] of Object.entries(credentials))
    values.push([
      scheme,
      "command" in credential
        ? { value: await credentialText(credential, { ...context, scheme }) }
        : credential,
    ]);
  return Object.fromEntries(values);
}
