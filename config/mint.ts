import { assertNever } from "../contract/assert-never.ts";
import type { SecurityScheme } from "../contract/model.ts";
import { credentialOf } from "./credential-of.ts";
import { credentialText } from "./credential-value.ts";
import type { Environment } from "./environment.ts";
import type { Config, CredentialFlavour } from "./model.ts";

export interface MintOptions {
  readonly scheme: SecurityScheme;
  readonly config: Config;
  /** Position of the identity; beyond the config's there is `client-N`. */
  readonly identity: number;
  readonly flavour: CredentialFlavour;
  /** Scopes that the credential needs; left out of an `unscoped` one. */
  readonly scopes: readonly string[];
  readonly env?: Environment;
}

/**
 * Loaded when a token is made, so that commands without credentials start without it; and once: behind a module hook
 * even what is loaded already is a question to another thread, for every connection.
 */
const jwtMinter = once(() => import("./mint-jwt.ts"));
const tokenForger = once(() => import("./forge-token.ts"));

/**
 * The credential as it goes over the wire, without the carrier's prefix: of a `basic` scheme `user:password` in
 * base64. Null for `none`, and where the flavour cannot be made of what is configured (nobody can let an opaque key
 * expire). Throws CREDENTIAL-MISSING, CREDENTIAL-ENV, CREDENTIAL-KEY or CLAIM-UNKNOWN.
 */
export async function mintCredential(options: MintOptions): Promise<string | null> {
  const { scheme, flavour } = options;
  if (flavour === "none" || scheme.carrier.kind === "untestable") return null;
  const token = await tokenOf(options);
  return token !== null && scheme.carrier.kind === "basic" ? base64(token) : token;
}

async function tokenOf(options: MintOptions): Promise<string | null> {
  const { scheme, config, identity, flavour, env = process.env } = options;
  if (flavour === "garbage") return scheme.carrier.kind === "basic" ? "nobody:garbage" : "garbage";
  const credential = credentialOf(scheme, config, identity);
  if ("jwt" in credential) return (await jwtMinter()).mintJwt(options, credential.jwt);
  const value = await credentialText(credential, { config, scheme: scheme.name, env });
  return flavour === "valid" ? value : forged(options, value);
}

/** A finished token can be forged where the document says that it is a JWT; of an opaque one nobody knows how. */
async function forged({ scheme, flavour }: MintOptions, value: string): Promise<string | null> {
  switch (scheme.token.kind) {
    case "opaque":
      return null;
    case "bearer":
    case "recipe":
      return (await tokenForger()).forgeToken(value, flavour);
    default:
      return assertNever(scheme.token);
  }
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
