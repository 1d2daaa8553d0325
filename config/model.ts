import type { Json, JsonObject } from "../contract/json.ts";
import type { CommandSpec, Setup, SetupFile } from "./setup-model.ts";

/** What `asyncproof.config.ts|mjs|json|yaml` may hold; every key optional. Schema: `config/schema.ts`. */
export interface ConfigFile extends SetupFile {
  /** Credentials by the name of the security scheme, for every identity that has none of its own. */
  readonly credentials?: { readonly [scheme: string]: Credential };
  /** Who the tests connect as, in order; tests ask for `first`, `second`, ... by position. Two at least. */
  readonly identities?: { readonly [name: string]: IdentityConfig };
  /** Known-good values by `message#/pointer`. */
  readonly values?: { readonly [pointer: string]: Json };
  /** Changes that `diff` and `check` accept: reasons by `RULE@pointer`. */
  readonly allow?: { readonly [change: string]: string };
  /** Known-good payloads by message, whole or in part: the same as `values` at their leaves. */
  readonly payloads?: { readonly [message: string]: Json };
  /** Deadline where the document declares none: `10s`. */
  readonly patience?: string;
  /** How long nothing must come to prove that nothing comes: `100ms`. */
  readonly quiet?: string;
  /** Idle limits and deadlines longer than this are not waited for: `5s`. */
  readonly maxWait?: string;
  readonly url?: string;
  readonly start?: string;
  readonly port?: number;
  readonly out?: string;
  /** Folder of templates that take the place of ours; relative to the config file. */
  readonly templates?: string;
  readonly seed?: number;
  /** How many values each property is tried with. */
  readonly runs?: number;
  /** OpenAPI Overlay files, applied to the document in order; relative to the config file. */
  readonly overlays?: readonly string[];
  /** Folder that references of the document must not leave, relative to the config file; default: the document's own. */
  readonly root?: string;
  /** References to http and https are fetched. */
  readonly allowRemote?: boolean;
  /** Folder of contracts that were read before, or `off`. */
  readonly cache?: string;
}

export interface IdentityConfig {
  /** Claims merged over the scheme's recipe when a JWT is minted for this identity. */
  readonly claims?: JsonObject;
  readonly credentials?: { readonly [scheme: string]: Credential };
}

/** A credential: a value as it goes over the wire (without prefix), a variable or a command that gives it, or a JWT recipe. */
export type Credential =
  | { readonly value: string }
  | { readonly env: string }
  | CommandSpec
  | { readonly jwt: JwtRecipe };

export interface JwtRecipe {
  /** HMAC secret (HS*), or the name of the environment variable that holds it; or a PEM private key (PKCS 8) or its file. */
  readonly secret?: string;
  readonly secretEnv?: string;
  readonly keyFile?: string;
  /** Public key (SPKI PEM file) with which the stub verifies RS/ES/EdDSA tokens. */
  readonly publicKeyFile?: string;
  readonly alg?: string;
  readonly claims?: JsonObject;
  /** Lifetime in seconds; default 3600. */
  readonly lifetime?: number;
}

/** A setting and where it came from, for `--show-config`. */
export interface Origin {
  readonly kind: "flag" | "env" | "file" | "default";
  /** Flag, variable or file:line. */
  readonly name: string;
}

/** Resolved: nothing optional. Durations in milliseconds. */
export interface Config {
  readonly credentials: { readonly [scheme: string]: Credential };
  /** At least three: what the file names, filled up with `alice`, `bob`, `carol`. */
  readonly identities: readonly {
    readonly name: string;
    readonly claims: JsonObject;
    readonly credentials: { readonly [scheme: string]: Credential };
  }[];
  readonly values: { readonly [pointer: string]: Json };
  readonly allow: { readonly [change: string]: string };
  readonly patienceMs: number;
  readonly quietMs: number;
  readonly maxWaitMs: number;
  readonly url: string | null;
  readonly start: string | null;
  readonly port: number | null;
  readonly out: string;
  /** Folder of the user's templates, relative to the working directory; null: none. */
  readonly templates: string | null;
  readonly seed: number;
  readonly runs: number;
  /** How the document is read; paths relative to the working directory. `cache`: null for the usual folder. */
  readonly reading: {
    readonly overlays: readonly string[];
    readonly root: string | null;
    readonly allowRemote: boolean;
    readonly cache: string | null;
  };
  readonly setup: Setup;
  /** Config file that was read, or null. */
  readonly file: string | null;
  readonly origins: { readonly [key: string]: Origin };
}

/** What `config/mint.ts` can make of a credential; all but `valid` must be refused by the service. */
export type CredentialFlavour =
  | "valid"
  | "none"
  | "garbage"
  | "expired"
  | "foreign"
  | "tampered"
  | "alg-none"
  | "unscoped";
