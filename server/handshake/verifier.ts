import { createHash, timingSafeEqual } from "node:crypto";
import {
  claimsOf,
  type Config,
  credentialOf,
  type JwtRecipe,
  mintCredential,
  scopePlaces,
  type SigningKey,
  verificationKey,
} from "../../config/index.ts";
import { assertNever } from "../../contract/assert-never.ts";
import type { SecurityScheme } from "../../contract/model.ts";
import { basicUser } from "./basic.ts";
import { grantedBy, type TokenCheck, verifyToken } from "./verify-token.ts";

/** Tells whether a credential, as it came over the wire, is good, and whose. */
export type Verifier = (credential: string) => Promise<TokenCheck>;

/** One credential that is known: as it goes over the wire, and the identities that use it; or a key of tokens. */
type Known =
  | { readonly kind: "value"; readonly value: string; readonly names: readonly string[] }
  | {
      readonly kind: "jwt";
      readonly key: SigningKey;
      /** Where its tokens say what they grant. */
      readonly scopesAt: readonly string[];
    };

/**
 * A verifier by the config's credentials for this scheme (every identity's, and everybody's). A value that several
 * identities share says nothing about who came. Throws what `mintCredential` and `verificationKey` throw.
 */
export async function createVerifier(scheme: SecurityScheme, config: Config): Promise<Verifier> {
  const known = [...(await knownKeys(scheme, config)), ...(await knownValues(scheme, config))];
  return async (credential) => {
    let best: TokenCheck = { kind: "bad", flaw: "garbage", claims: {} };
    for (const one of known) {
      const found =
        one.kind === "jwt" ? await tokenCheck(credential, one) : sameValue(scheme, one, credential);
      if (found.kind === "good") return found;
      if (found.flaw !== "garbage") best = found;
    }
    return best;
  };
}

/** Positions of the named identities, and of one beyond them: what everybody else (client-N) comes with. */
function positions({ identities }: Config): number[] {
  return [...identities.keys(), identities.length];
}

async function tokenCheck(
  credential: string,
  { key, scopesAt }: Known & { kind: "jwt" },
): Promise<TokenCheck> {
  const check = await verifyToken(credential, key);
  return check.kind === "good" ? { ...check, scopes: grantedBy(check.claims, scopesAt) } : check;
}

interface Recipe {
  readonly jwt: JwtRecipe;
  readonly scopesAt: Set<string>;
}

async function knownKeys(scheme: SecurityScheme, config: Config): Promise<Known[]> {
  const recipes = new Map<string, Recipe>();
  for (const identity of positions(config)) {
    const credential = credentialOf(scheme, config, identity);
    if (!("jwt" in credential)) continue;
    const { jwt } = credential;
    const recipe = recipes.get(JSON.stringify(jwt)) ?? { jwt, scopesAt: new Set() };
    recipes.set(JSON.stringify(jwt), recipe);
    for (const at of scopePlaces(claimsOf({ scheme, config, identity }, jwt))) recipe.scopesAt.add(at);
  }
  const alg = scheme.token.kind === "recipe" ? scheme.token.alg : null;
  const keys = [...recipes.values()].map(async ({ jwt, scopesAt }) => ({
    kind: "jwt" as const,
    key: await verificationKey(jwt, alg, process.env),
    scopesAt: [...scopesAt],
  }));
  return Promise.all(keys);
}

async function knownValues(scheme: SecurityScheme, config: Config): Promise<Known[]> {
  const names = new Map<string, string[]>();
  for (const identity of positions(config)) {
    if ("jwt" in credentialOf(scheme, config, identity)) continue;
    const value = await mintCredential({ scheme, config, identity, flavour: "valid", scopes: [] });
    if (value === null) continue;
    const name = config.identities[identity]?.name;
    names.set(value, [...(names.get(value) ?? []), ...(name === undefined ? [] : [name])]);
  }
  return [...names].map(([value, who]) => ({ kind: "value", value, names: who }));
}

function sameValue(scheme: SecurityScheme, known: Known & { kind: "value" }, credential: string): TokenCheck {
  if (!equalText(known.value, credential)) return { kind: "bad", flaw: "garbage", claims: {} };
  const [only, ...others] = known.names;
  const named = only === undefined || others.length > 0 ? null : only;
  const subject = scheme.carrier.kind === "basic" ? basicUser(credential) : named;
  return { kind: "good", subject, scopes: "all", claims: {} };
}

/** Compared by digest, so that neither length nor content shows in the time it takes. */
function equalText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Nothing can be said about a scheme that no test can speak (X.509, Kerberos): whoever comes is let in. */
export async function verifiersFor(
  schemes: readonly SecurityScheme[],
  config: Config,
): Promise<ReadonlyMap<string, Verifier>> {
  const verifiers = new Map<string, Verifier>();
  for (const scheme of schemes) {
    switch (scheme.carrier.kind) {
      case "untestable":
        break;
      case "query":
      case "header":
      case "cookie":
      case "basic":
        verifiers.set(scheme.name, await createVerifier(scheme, config));
        break;
      default:
        assertNever(scheme.carrier);
    }
  }
  return verifiers;
}
