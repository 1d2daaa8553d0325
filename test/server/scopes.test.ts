import { expect } from "chai";
import { mintCredential } from "../../config/index.ts";
import type { CredentialFlavour } from "../../config/model.ts";
import type { JsonObject } from "../../contract/json.ts";
import type { Contract, SecurityAlternative, SecurityScheme } from "../../contract/model.ts";
import { buildContract, declared, status } from "./build-contract.ts";
import { handshakeStatus } from "./client.ts";
import { CONFIG } from "./config.ts";
import { withStub } from "./with-stub.ts";

function scheme(name: string, claims: JsonObject): SecurityScheme {
  const token = { kind: "recipe", alg: "HS256", claims } as const;
  return { name, place: "#", carrier: { kind: "query", name }, token };
}

const WITH_SCOPES = { sub: "$unique", scope: "$scopes" };

function vault(schemes: readonly SecurityScheme[], needs: SecurityAlternative, scopes: string[]): Contract {
  const rejects = { unauthenticated: declared(status(401)), forbidden: declared(status(403)) };
  return buildContract([{ name: "vault", messages: {}, security: [needs], scopes, rejects }], {
    securitySchemes: schemes,
  });
}

function tokenOf(
  one: SecurityScheme,
  scopes: readonly string[],
  flavour: CredentialFlavour = "valid",
): Promise<string | null> {
  return mintCredential({ scheme: one, config: CONFIG, identity: 0, flavour, scopes });
}

describe("scopes of a credential", () => {
  const door = scheme("door", WITH_SCOPES);
  const desk = scheme("desk", WITH_SCOPES);
  const needs = [
    { scheme: "door", scopes: ["read"] },
    { scheme: "desk", scopes: [] },
  ];

  it(
    "are its own: what its scheme asks for is not asked of another, and what it lacks no other makes up for",
    withStub({ contract: vault([door, desk], needs, ["in"]) }, async ({ stub }) => {
      const asDue = `door=${await tokenOf(door, ["read", "in"])}&desk=${await tokenOf(desk, ["in"])}`;
      expect(await handshakeStatus(`${stub.url}/vault?${asDue}`)).to.equal(101);
      const full = await tokenOf(desk, ["read", "in"]);
      const lacking = `door=${await tokenOf(door, [], "unscoped")}&desk=${full}`;
      expect(await handshakeStatus(`${stub.url}/vault?${lacking}`)).to.equal(403);
    }),
  );

  const roles = scheme("roles", { sub: "$unique", realm: { "a/b": ["member", "$scopes"] } });

  it(
    "are where the document's recipe puts them",
    withStub({ contract: vault([roles], [{ scheme: "roles", scopes: ["read"] }], []) }, async ({ stub }) => {
      const url = `${stub.url}/vault?roles=`;
      expect(await handshakeStatus(`${url}${await tokenOf(roles, ["read"])}`)).to.equal(101);
      expect(await handshakeStatus(`${url}${await tokenOf(roles, ["read"], "unscoped")}`)).to.equal(403);
    }),
  );

  const plain = scheme("plain", { sub: "$unique" });

  it(
    "are not looked for in a token that has no place for any",
    withStub({ contract: vault([plain], [{ scheme: "plain", scopes: ["read"] }], []) }, async ({ stub }) => {
      expect(await handshakeStatus(`${stub.url}/vault?plain=${await tokenOf(plain, ["read"])}`)).to.equal(
        101,
      );
    }),
  );
});
