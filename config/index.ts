export type { ClaimSources } from "./claims.ts";
export { claimsOf, fillClaims, scopePlaces } from "./claims.ts";
export { checkNames, keyOfValue } from "./check-names.ts";
export { credentialOf, ownCredential } from "./credential-of.ts";
export { withCommandCredentials } from "./credential-value.ts";
export { defineConfig } from "./define-config.ts";
export { DEVELOPMENT_SECRET, forOwnStub } from "./development.ts";
export { durationMs } from "./duration.ts";
export type { Environment } from "./environment.ts";
export { CONFIG_VARIABLE, FLAGS_VARIABLE } from "./environment.ts";
export { CONFIG_NAMES, findConfigFile } from "./find-file.ts";
export { identityAt } from "./identities.ts";
export { importFile } from "./import-file.ts";
export { type ModuleFault, moduleFault } from "./module-fault.ts";
export type { SigningKey } from "./jwt-key.ts";
export { verificationKey } from "./jwt-key.ts";
export type { LoadConfigOptions } from "./load.ts";
export { loadConfig } from "./load.ts";
export type { MintOptions } from "./mint.ts";
export { mintCredential } from "./mint.ts";
export type {
  Config,
  ConfigFile,
  Credential,
  CredentialFlavour,
  IdentityConfig,
  JwtRecipe,
  Origin,
} from "./model.ts";
export { proxyFor } from "./proxy.ts";
export { redact, secretsOf } from "./redact.ts";
export { runCommand } from "./run-command.ts";
export { CONFIG_SCHEMA } from "./schema.ts";
export { namesIdentity } from "./names-identity.ts";
export { NO_SETUP } from "./setup.ts";
export type * from "./setup-model.ts";
export { headerVariable, setupHeaders, unfitHeader } from "./setup-headers.ts";
export { secretFieldName } from "./secret-field.ts";
export { PROXY_VARIABLES } from "./setup-secrets.ts";
export { shellWord } from "./shell-word.ts";
export type { Shown } from "./shown.ts";
export { shownConfig } from "./shown.ts";
export { shownUrl } from "./shown-url.ts";
export { stackPlaces } from "./stack-places.ts";
export type { TlsOptions } from "./tls-files.ts";
export { tlsOptions } from "./tls-files.ts";
