import type { JsonObject } from "../contract/json.ts";
import { DURATION_PATTERN } from "./duration.ts";
import { HOOKS } from "./setup-model.ts";

/** What a proxy's URL looks like, as a JSON Schema pattern. */
export const PROXY_PATTERN = "^(none|https?://[^\\s/?#]+/?)$";
/** Names that a header may have (RFC 9110, 5.1), without those that belong to the handshake itself (RFC 6455, 4.1). */
export const HEADER_PATTERN =
  "^(?!(?:[Hh]ost|[Uu]pgrade|[Cc]onnection|[Ss]ec-[Ww]eb[Ss]ocket-.*)$)[!#$%&'*+.^_`|~0-9A-Za-z-]+$";

/** What no header's value may hold (RFC 9110, 5.5). */
export const CONTROL_PATTERN = "[\\u0000-\\u0008\\u000a-\\u001f\\u007f]";

const file = (description: string): JsonObject => ({ type: "string", minLength: 1, description });
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...more,
});

const COMMAND: JsonObject = { type: "array", minItems: 1, items: { type: "string" } };
const HEADERS: JsonObject = {
  type: "object",
  propertyNames: { pattern: HEADER_PATTERN },
  additionalProperties: {
    $ref: "#/$defs/text",
    not: { type: "string", pattern: CONTROL_PATTERN },
  },
};

/** The settings about reaching and preparing the service, by key. */
export const SETUP_PROPERTIES: JsonObject = {
  headers: { ...HEADERS, description: "go into every handshake" },
  tls: object({
    ca: {
      anyOf: [
        { type: "string", minLength: 1 },
        { type: "array", items: { type: "string", minLength: 1 } },
      ],
      description: "files of authorities that are trusted besides",
    },
    cert: file("file of the client certificate"),
    key: file("file of its private key"),
    passphrase: { $ref: "#/$defs/text" },
    rejectUnauthorized: { type: "boolean", description: "false: any certificate is taken" },
  }),
  proxy: { type: "string", pattern: PROXY_PATTERN, description: "HTTP(S) proxy" },
  hooks: object(Object.fromEntries(HOOKS.map((name) => [name, { $ref: "#/$defs/hook" }]))),
  triggers: {
    type: "object",
    additionalProperties: { $ref: "#/$defs/trigger" },
    description: "by the name of the operation that the service sends",
  },
  hookTimeout: { type: "string", pattern: DURATION_PATTERN, description: "deadline of hooks and commands" },
  rate: { type: "number", exclusiveMinimum: 0, description: "frames per second, at most" },
  known: file("file of violations that are accepted for now"),
};

/** What those refer to. */
export const SETUP_DEFINITIONS: JsonObject = {
  text: {
    anyOf: [{ type: "string" }, object({ env: { type: "string", minLength: 1 } }, { required: ["env"] })],
  },
  command: COMMAND,
  hook: object({ command: { $ref: "#/$defs/command" } }, { required: ["command"] }),
  trigger: object(
    {
      command: { $ref: "#/$defs/command" },
      request: object(
        {
          url: { type: "string", pattern: "^(https?://|/)" },
          method: { type: "string", pattern: "^[A-Z]+$" },
          headers: HEADERS,
          body: {},
        },
        { required: ["url"] },
      ),
    },
    { minProperties: 1, maxProperties: 1 },
  ),
};
