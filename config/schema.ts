import type { JsonObject } from "../contract/json.ts";
import { DURATION_PATTERN } from "./duration.ts";
import { SETUP_DEFINITIONS, SETUP_PROPERTIES } from "./setup-schema.ts";

/** What a URL of a service looks like, as a JSON Schema pattern. */
export const URL_PATTERN = "^wss?://[^\\s/?#]+";

const duration = (description: string): JsonObject => ({
  type: "string",
  pattern: DURATION_PATTERN,
  description,
});
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...more,
});
const mapOf = (inner: JsonObject): JsonObject => ({ type: "object", additionalProperties: inner });

const JWT: JsonObject = object({
  secret: { type: "string", minLength: 1, description: "HMAC secret, or a PEM private key (PKCS 8)" },
  secretEnv: { type: "string", minLength: 1, description: "environment variable that holds the secret" },
  keyFile: { type: "string", minLength: 1, description: "file of a PEM private key (PKCS 8)" },
  publicKeyFile: {
    type: "string",
    minLength: 1,
    description: "file of the public key (SPKI PEM), for the stub",
  },
  alg: { type: "string", pattern: "^(HS|RS|PS|ES)(256|384|512)$|^EdDSA$" },
  claims: { type: "object", description: "merged over the claims of the document" },
  lifetime: { type: "number", exclusiveMinimum: 0, description: "seconds; default 3600" },
});

const CREDENTIALS: JsonObject = mapOf({ $ref: "#/$defs/credential" });

/** Schema of a config file (draft 2020-12): its keys, their types, and what they are for. */
export const CONFIG_SCHEMA: JsonObject = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  ...object({
    url: { type: "string", pattern: URL_PATTERN, description: "where the service under test listens" },
    start: { type: "string", minLength: 1, description: "command that starts the service under test" },
    port: {
      type: "integer",
      minimum: 1,
      maximum: 65_535,
      description: "port on which the started service listens",
    },
    out: { type: "string", minLength: 1, description: "folder of the generated tests" },
    templates: { type: "string", minLength: 1, description: "folder of templates that replace ours" },
    seed: {
      type: "integer",
      minimum: 0,
      maximum: 0xffff_ffff,
      description: "the same seed gives the same values",
    },
    runs: { type: "integer", minimum: 1, maximum: 1_000_000, description: "values tried per property" },
    patience: duration("deadline where the document declares none"),
    quiet: duration("how long nothing must come to prove that nothing comes"),
    maxWait: duration("longer idle limits and deadlines are not waited for"),
    credentials: { ...CREDENTIALS, description: "by security scheme, for every identity" },
    identities: {
      ...mapOf(object({ claims: { type: "object" }, credentials: CREDENTIALS })),
      description: "who the tests connect as, in order",
    },
    overlays: {
      type: "array",
      items: { type: "string", minLength: 1 },
      description: "overlay files, applied to the document in order",
    },
    root: { type: "string", minLength: 1, description: "folder that references must not leave" },
    allowRemote: { type: "boolean", description: "references to http and https are fetched" },
    cache: { type: "string", minLength: 1, description: "folder of contracts read before; off for none" },
    values: { type: "object", description: "known-good values by `message#/pointer`" },
    allow: {
      ...mapOf({ type: "string", minLength: 1 }),
      description: "changes of the contract that are accepted: reasons by `RULE@pointer`",
    },
    payloads: { type: "object", description: "known-good payloads, or parts of them, by message" },
    ...SETUP_PROPERTIES,
  }),
  $defs: {
    credential: object(
      {
        value: { type: "string", minLength: 1 },
        env: { type: "string", minLength: 1 },
        command: { $ref: "#/$defs/command" },
        jwt: JWT,
      },
      { minProperties: 1, maxProperties: 1 },
    ),
    ...SETUP_DEFINITIONS,
  },
};
