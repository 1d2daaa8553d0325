import { type ConfigFile, tlsOptions, withCommandCredentials } from "../config/index.ts";
import type { RunOptions } from "./run.ts";

/**
 * The options with every credential known: commands that give one have run, and the tests in their child get what
 * they gave instead of running them again. Throws CREDENTIAL-COMMAND, and TLS-FILE before anything is started.
 */
export async function prepared(options: RunOptions): Promise<RunOptions> {
  const { env, talk } = options;
  await tlsOptions(options.config, env);
  if (!options.config.setup.tls.rejectUnauthorized)
    talk(`warning: certificates are not checked (\`tls.rejectUnauthorized: false\`): anybody may answer\n`);
  const config = await withCommandCredentials(options.config, env);
  return { ...options, config, settings: { ...options.settings, ...handedOver(options, config) } };
}

function handedOver({ config: before }: RunOptions, config: RunOptions["config"]): ConfigFile {
  if (!hasCommand(before)) return {};
  const identities = config.identities.map(({ name, claims, credentials }) => [
    name,
    { claims, credentials },
  ]);
  return { credentials: config.credentials, identities: Object.fromEntries(identities) };
}

function hasCommand({ credentials, identities }: RunOptions["config"]): boolean {
  const all = [credentials, ...identities.map((identity) => identity.credentials)];
  return all.some((group) => Object.values(group).some((credential) => "command" in credential));
}
