import type { Environment } from "./environment.ts";
import type { Config } from "./model.ts";
import { isReadableUrl } from "./readable-url.ts";
import { secretFieldName } from "./secret-field.ts";
import type { TextSpec } from "./setup-model.ts";
import { querySecrets } from "./shown-url.ts";

/** Masking every `a` would leave nothing to read: shorter texts are no secrets. */
const SHORTEST = 4;

/**
 * Secrets in what says how the service is reached: headers, passwords and credentials in URLs, the passphrase of a key.
 * `queries`: names that the document's credentials have in a query.
 */
export function setupSecrets(
  { setup, url }: Config,
  env: Environment,
  queries: ReadonlySet<string>,
): readonly string[] {
  const requests = Object.values(setup.triggers).flatMap((trigger) =>
    trigger.kind === "request" ? [trigger.request] : [],
  );
  const headers = [setup.headers, ...requests.map((request) => request.headers ?? {})];
  return [
    ...headers.flatMap((group) =>
      Object.entries(group).flatMap(([name, text]) => headerSecret(name, text, env)),
    ),
    ...(setup.tls.passphrase === null ? [] : [textOf(setup.tls.passphrase, env)]),
    ...[
      url,
      setup.proxy,
      ...PROXY_VARIABLES.map((name) => env[name]),
      ...requests.map((one) => one.url),
    ].flatMap((text) => [
      ...passwordIn(text),
      ...querySecrets(text ?? "", (name) => queries.has(name) || secretFieldName(name)),
    ]),
  ].filter((secret) => secret.length >= SHORTEST);
}

/** Where the environment says which proxy to take. */
export const PROXY_VARIABLES: readonly string[] = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

function headerSecret(name: string, text: TextSpec, env: Environment): string[] {
  if (typeof text === "string" && !secretFieldName(name)) return [];
  const value = textOf(text, env);
  // `Bearer abc`: what is secret is the word after the scheme's name.
  return [value, ...value.split(" ").slice(1)];
}

function textOf(text: TextSpec, env: Environment): string {
  return typeof text === "string" ? text : (env[text.env] ?? "");
}

function passwordIn(text: string | null | undefined): string[] {
  if (text === null || text === undefined || !URL.canParse(text)) return [];
  const { password } = new URL(text);
  if (password === "") return [];
  return isReadableUrl(text) ? [password, decodeURIComponent(password)] : [password];
}
