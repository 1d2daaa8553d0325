import type { SecurityScheme } from "../contract/model.ts";
import type { Environment } from "./environment.ts";
import type { Config, Credential } from "./model.ts";
import { setupSecrets } from "./setup-secrets.ts";

const MASK = "***";
/** A shorter part of a credential is no secret by itself: masking it would mask half of all words. */
const SHORTEST = 4;
/** Three base64url parts, the first an object: a JWT, whoever made it. */
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The text without secrets and without anything that looks like a JWT. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, MASK);
  return clean.includes("eyJ") ? clean.replace(JWT, MASK) : clean;
}

/**
 * Every secret that the config holds or names, in the forms in which it may appear, the longest first. `schemes`: those
 * of the document, as far as it was read; they know by which names a query carries credentials.
 */
export function secretsOf(
  config: Config,
  env: Environment,
  schemes: readonly SecurityScheme[] = [],
): readonly string[] {
  const queries = schemes.flatMap(({ carrier }) => (carrier.kind === "query" ? [carrier.name] : []));
  const credentials = [
    ...Object.values(config.credentials),
    ...config.identities.flatMap((identity) => Object.values(identity.credentials)),
  ];
  const plain = [
    ...credentials.flatMap((credential) => plainSecrets(credential, env)),
    ...setupSecrets(config, env, new Set(queries)),
  ];
  const forms = plain.flatMap(formsOf);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function plainSecrets(credential: Credential, env: Environment): string[] {
  if ("value" in credential) return parts(credential.value);
  if ("env" in credential) return present(env[credential.env]).flatMap(parts);
  // What it gave stands in its place as a value once it has run.
  if ("command" in credential) return [];
  return [
    ...present(credential.jwt.secret),
    ...present(credential.jwt.secretEnv === undefined ? undefined : env[credential.jwt.secretEnv]),
  ];
}

/** Of `user:password` the password alone is secret too. */
function parts(value: string): string[] {
  const password = value.slice(value.indexOf(":") + 1);
  return password !== value && password.length >= SHORTEST ? [value, password] : [value];
}

function present(text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : [text];
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret, "utf8").toString("base64");
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
}
