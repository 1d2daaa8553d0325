import type { Channel, SecurityAlternative, SecurityScheme } from "../../contract/model.ts";
import { carriedCredential } from "./carried.ts";
import type { HandshakeFacts } from "./request-facts.ts";
import type { Verifier } from "./verifier.ts";
import { scopesIn, type TokenFlaw } from "./verify-token.ts";

/** Who came. */
export interface Subject {
  /** Null where no credential names anybody. */
  readonly name: string | null;
  /** `all`: the credential names no scopes. */
  readonly scopes: readonly string[] | "all";
}

export type Authentication =
  | { readonly kind: "authenticated"; readonly subject: Subject }
  | {
      readonly kind: "refused";
      readonly as: "unauthenticated" | "forbidden";
      readonly flaw: TokenFlaw | "no-credential" | "scope";
      /** Who it would be, were the flaw overlooked. */
      readonly subject: Subject;
    };

/** What authentication needs to know of the contract and the config. */
export interface Guard {
  readonly schemes: readonly SecurityScheme[];
  readonly verifiers: ReadonlyMap<string, Verifier>;
}

const NOBODY: Subject = { name: null, scopes: "all" };
/** The better refusal is told: a good token without a scope says more than a missing one. */
const RANK = ["scope", "expired", "signature", "alg-none", "garbage", "no-credential"];

/** Tries the channel's alternatives: any one suffices, all needs of it together. */
export async function authenticate(
  guard: Guard,
  channel: Channel,
  facts: HandshakeFacts,
): Promise<Authentication> {
  if (channel.security.length === 0) return { kind: "authenticated", subject: NOBODY };
  const refusals: (Authentication & { kind: "refused" })[] = [];
  for (const alternative of telling(guard, channel.security)) {
    const tried = await tryAlternative(guard, { alternative, scopes: channel.scopes }, facts);
    if (tried.kind === "authenticated") return tried;
    refusals.push(tried);
  }
  const [best] = refusals.toSorted((a, b) => RANK.indexOf(a.flaw) - RANK.indexOf(b.flaw));
  return best ?? { kind: "refused", as: "unauthenticated", flaw: "no-credential", subject: NOBODY };
}

/**
 * The alternatives that can be judged: one that nobody can check (a client certificate) lets in only where there is
 * no other, else it would make every other credential pointless.
 */
function telling(
  { verifiers }: Guard,
  alternatives: readonly SecurityAlternative[],
): readonly SecurityAlternative[] {
  const checked = alternatives.filter((needs) => needs.every(({ scheme }) => verifiers.has(scheme)));
  return checked.length > 0 ? checked : alternatives;
}

interface Asked {
  readonly alternative: SecurityAlternative;
  /** What each credential needs, whatever else its scheme asks for. */
  readonly scopes: readonly string[];
}

async function tryAlternative(
  guard: Guard,
  { alternative, scopes }: Asked,
  facts: HandshakeFacts,
): Promise<Authentication> {
  let subject = NOBODY;
  let isScoped = true;
  for (const need of alternative) {
    const scheme = guard.schemes.find(({ name }) => name === need.scheme);
    const verifier = guard.verifiers.get(need.scheme);
    if (scheme === undefined || verifier === undefined) continue;
    const credential = carriedCredential(scheme, facts);
    if (credential === null) return refusedAs("no-credential", subject);
    const check = await verifier(credential);
    if (check.kind === "bad")
      return refusedAs(check.flaw, {
        name: check.claims.sub ?? subject.name,
        scopes: scopesIn(check.claims),
      });
    isScoped &&= hasScopes(check, [...scopes, ...need.scopes]);
    subject = { name: check.subject ?? subject.name, scopes: inBoth(subject.scopes, check.scopes) };
  }
  if (isScoped) return { kind: "authenticated", subject };
  return { kind: "refused", as: "forbidden", flaw: "scope", subject };
}

/** Scopes that both credentials of a client grant: what one lacks, the other does not make up for. */
function inBoth(one: Subject["scopes"], other: Subject["scopes"]): Subject["scopes"] {
  if (one === "all") return other;
  return other === "all" ? one : one.filter((scope) => other.includes(scope));
}

function refusedAs(flaw: TokenFlaw | "no-credential", subject: Subject): Authentication {
  return { kind: "refused", as: "unauthenticated", flaw, subject };
}

/** True where the subject has every one of the scopes. */
export function hasScopes({ scopes }: Pick<Subject, "scopes">, needed: readonly string[]): boolean {
  return scopes === "all" || needed.every((scope) => scopes.includes(scope));
}
