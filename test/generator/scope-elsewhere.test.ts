import { expect } from "chai";
import type { SecurityScheme } from "../../contract/model.ts";
import { planTests } from "../../generator/index.ts";
import { buildContract } from "../server/build-contract.ts";
import { testsOf } from "./planned.ts";

const header = { kind: "header", name: "Authorization", prefix: "Bearer " } as const;
const token = { kind: "recipe", alg: "HS256", claims: { sub: "$unique", scope: "$scopes" } } as const;
const SCHEMES: readonly SecurityScheme[] = [
  { name: "oauth", place: "#/oauth", carrier: header, token },
  { name: "bearer", place: "#/bearer", carrier: header, token: { kind: "bearer" } },
  { name: "key", place: "#/key", carrier: { kind: "query", name: "key" }, token: { kind: "opaque" } },
];

/** What becomes of the tests that show a token without a scope, beside this other alternative. */
function withoutScope(
  other: string,
  scopes: readonly string[],
  more: { readonly scopes?: readonly string[] } = {},
): string[] {
  const security = [[{ scheme: "oauth", scopes: ["read"] }], [{ scheme: other, scopes }]];
  const contract = buildContract([{ name: "vault", messages: {}, security, ...more }], {
    securitySchemes: SCHEMES,
  });
  return testsOf(planTests(contract, { values: {}, seed: 1, maxWaitMs: 5000 })).flatMap(({ test }) => {
    if (!/without the scope .*read/.test(test.title)) return [];
    return [test.kind === "notReached" ? `${test.reason}: ${test.because}` : test.kind];
  });
}

describe("a token without the scope that its scheme asks for", () => {
  it("has to be refused where no other alternative can take it", () => {
    expect(withoutScope("key", [])).to.deep.equal(["scenario"]);
    expect(withoutScope("bearer", ["write"])).to.deep.equal(["scenario"]);
    expect(withoutScope("bearer", [], { scopes: ["in"] })).to.deep.equal(["scenario"]);
  });

  it("may be as good as another credential that travels in the same place and needs none", () => {
    expect(withoutScope("bearer", [])).to.deep.equal([
      "not steerable: without the scope it may be as good as a credential of bearer, which needs none",
    ]);
  });
});
