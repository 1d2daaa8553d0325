import type { SecurityScheme } from "../contract/model.ts";
import type { Config, Credential } from "./model.ts";

/**
 * Public on purpose: stub and tests agree on it where nobody configured a credential and the service under test is
 * our own stub, so that the first run needs no setup. It is never used where a service is named.
 */
export const DEVELOPMENT_SECRET = "asyncproof-development-secret-not-for-production";

/**
 * A copy of the config for a run against our own stub: no service is named in it, and each scheme without a
 * credential has the development secret.
 */
export function forOwnStub(config: Config, schemes: readonly SecurityScheme[]): Config {
  const missing = schemes.filter(({ name }) => !Object.hasOwn(config.credentials, name));
  const credentials = {
    ...config.credentials,
    ...Object.fromEntries(missing.map((scheme) => [scheme.name, developmentCredential(scheme)])),
  };
  return { ...config, url: null, start: null, credentials };
}

/** The credential of a scheme that nobody configured, against our own stub. */
export function developmentCredential(scheme: SecurityScheme): Credential {
  return scheme.token.kind === "opaque"
    ? { value: DEVELOPMENT_SECRET }
    : { jwt: { secret: DEVELOPMENT_SECRET } };
}
