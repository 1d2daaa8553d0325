import { mintCredential } from "../../config/index.ts";
import type { Config, CredentialFlavour } from "../../config/model.ts";
import type { Contract, SecurityScheme } from "../../contract/model.ts";
import { at, buildContract, type ChannelParts, closing, declared, status } from "./build-contract.ts";
import { CONFIG } from "./config.ts";

const recipe = { kind: "recipe", alg: "HS256", claims: { sub: "$unique", scope: "$scopes" } } as const;
const place = "#/components/securitySchemes";

export const SCHEMES: { readonly [name: string]: SecurityScheme } = {
  query: { name: "query", place, carrier: { kind: "query", name: "token" }, token: recipe },
  header: {
    name: "header",
    place,
    carrier: { kind: "header", name: "Authorization", prefix: "Bearer " },
    token: recipe,
  },
  key: {
    name: "key",
    place,
    carrier: { kind: "header", name: "X-Key", prefix: "" },
    token: { kind: "opaque" },
  },
  crumb: { name: "crumb", place, carrier: { kind: "cookie", name: "sid" }, token: { kind: "opaque" } },
  login: { name: "login", place, carrier: { kind: "basic" }, token: { kind: "opaque" } },
  machine: {
    name: "machine",
    place,
    carrier: { kind: "untestable", type: "X509" },
    token: { kind: "opaque" },
  },
};

const alternatives = (...names: string[]): { security: ChannelParts["security"] & object } => ({
  security: names.map((scheme) => [{ scheme, scopes: [] }]),
});
const hello = { hello: { properties: { user: { type: "string" } } }, ping: {}, pong: {} };
const greeting = {
  messages: hello,
  opening: "hello",
  identity: { kind: "pointer", pointer: at("hello#/user"), place: "#" },
  client: { ping: { requests: ["ping"], sequence: "pong" } },
} as const;

/** A service that asks everybody who they are, in every way that there is. */
export const GATEHOUSE: Contract = buildContract(
  [
    {
      name: "tokens",
      ...greeting,
      ...alternatives("query", "header"),
      scopes: ["in"],
      rejects: { unauthenticated: declared(status(401)), forbidden: declared(status(403)) },
    },
    {
      name: "late",
      ...greeting,
      ...alternatives("query"),
      rejects: { unauthenticated: declared(closing(4401)) },
    },
    { name: "keys", ...greeting, ...alternatives("key", "crumb", "login") },
    { name: "machines", ...greeting, ...alternatives("machine") },
    {
      name: "rooms",
      path: "/rooms/{room}/{kind}",
      messages: hello,
      client: { ping: { requests: ["ping"], sequence: "pong" } },
      parameters: [{ name: "kind", place: "#", required: true, schema: "kind", example: null }],
      query: [{ name: "size", place: "#", required: true, schema: "size", example: null }],
      headers: [{ name: "X-Trace", place: "#", required: false, schema: "trace", example: null }],
      subprotocols: ["chat.v2", "chat.v1"],
      rejects: { badHandshake: declared(status(422)) },
    },
  ],
  { securitySchemes: Object.values(SCHEMES), unknownChannel: declared(status(410)) },
);

const dialect = "2020-12";
Object.assign(GATEHOUSE.schemas, {
  kind: { place: "#", dialect, schema: { enum: ["small", "large"] } },
  size: { place: "#", dialect, schema: { type: "integer", maximum: 10 } },
  trace: { place: "#", dialect, schema: { type: "string", maxLength: 3 } },
});

export const GATE_CONFIG: Config = {
  ...CONFIG,
  credentials: { key: { value: "everybody's" }, crumb: { value: "crumb" }, login: { value: "ada:secret" } },
  identities: [
    { name: "alice", claims: {}, credentials: { key: { value: "alice's" } } },
    { name: "bob", claims: {}, credentials: {} },
    { name: "carol", claims: {}, credentials: {} },
  ],
};

/** A token for an identity, as it goes over the wire. */
export async function tokenOf(
  flavour: CredentialFlavour,
  scopes: readonly string[] = ["in"],
  identity: number = 0,
): Promise<string> {
  const { query } = SCHEMES;
  if (query === undefined) throw new Error("no scheme");
  const token = await mintCredential({ scheme: query, config: GATE_CONFIG, identity, flavour, scopes });
  return token ?? "";
}
