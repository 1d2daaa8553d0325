import { type CredentialFlavour, identityAt, mintCredential, namesIdentity } from "../config/index.ts";
import { assertNever } from "../contract/assert-never.ts";
import { type SharedCarrier, sharedCarrier } from "../contract/index.ts";
import type {
  Channel,
  Contract,
  SecurityAlternative,
  SecurityNeed,
  SecurityScheme,
} from "../contract/model.ts";
import { NotReached } from "./not-reached.ts";
import type { Ground } from "./ground.ts";
import { own } from "../contract/own.ts";

/** What goes into the handshake for the credentials. */
export interface Carried {
  readonly query: { readonly [name: string]: string };
  readonly headers: { readonly [name: string]: string };
}

/** The same without everything that carries a credential of the contract. */
export function withoutCarriers({ securitySchemes }: Contract, { query, headers }: Carried): Carried {
  const carriers = securitySchemes.map(({ carrier }) => carrier);
  const inQuery = carriers.flatMap((one) => (one.kind === "query" ? [one.name] : []));
  const inHeaders = carriers.flatMap((one) => {
    if (one.kind === "header") return [one.name.toLowerCase()];
    if (one.kind === "cookie") return ["cookie"];
    return one.kind === "basic" ? ["authorization"] : [];
  });
  const left = (group: Carried["query"], names: readonly string[], change: (name: string) => string) =>
    Object.fromEntries(Object.entries(group).filter(([name]) => !names.includes(change(name))));
  return {
    query: left(query, inQuery, (name) => name),
    headers: left(headers, inHeaders, (name) => name.toLowerCase()),
  };
}

/** Who shows which credentials; schemes without a flavour are `valid`. */
export interface Showing {
  readonly identity: number;
  readonly flavours: { readonly [scheme: string]: CredentialFlavour };
}

/**
 * Credentials for one alternative of the channel's security: the one with all schemes that `flavours` names, by
 * default the first that can be tested. Throws NotReached where a flavour can't be made of what is configured.
 */
export async function carriedCredentials(
  ground: Ground,
  channel: Channel,
  showing: Showing,
): Promise<Carried> {
  const query = record();
  const headers = record();
  const alternative = alternativeFor(channel, ground.contract, Object.keys(showing.flavours));
  const shared = sharedCarrier(alternative, ground.contract.securitySchemes);
  const tokens = new Map<SecurityScheme, string | null>();
  for (const need of alternative) {
    const scheme = schemeNamed(ground.contract, need.scheme);
    const token = await tokenFor(ground, { scheme, scopes: scopesFor(channel, need), showing });
    tokens.set(scheme, token);
    if (token !== null) carry(scheme, token, { query, headers });
  }
  if (shared !== null && !isOne(shared, tokens)) throw new NotReached("not steerable", cantShow(shared));
  return { query, headers };
}

function alternativeFor(channel: Channel, contract: Contract, named: readonly string[]): SecurityAlternative {
  if (named.length === 0) {
    const testable = ({ scheme }: SecurityNeed): boolean =>
      schemeNamed(contract, scheme).carrier.kind !== "untestable";
    const possible = channel.security.filter((alternative) => alternative.every(testable));
    const alone = possible.find((one) => sharedCarrier(one, contract.securitySchemes) === null);
    return alone ?? possible[0] ?? channel.security[0] ?? [];
  }
  const hasAll = (alternative: SecurityAlternative): boolean =>
    named.every((name) => alternative.some(({ scheme }) => scheme === name));
  return channel.security.find(hasAll) ?? named.map((scheme) => ({ scheme, scopes: [] }));
}

/** As whom the service knows an identity; null where its credentials do not tell it from the others. */
export function principalOf({ contract, config }: Ground, channel: Channel, identity: number): string | null {
  const needs = alternativeFor(channel, contract, []);
  const named = needs.some(({ scheme }) => namesIdentity(schemeNamed(contract, scheme), config, identity));
  return named ? identityAt(config, identity).name : null;
}

/** A good credential may do everything on the channel, so that no test fails for want of a scope. */
function scopesFor(channel: Channel, need: SecurityNeed): readonly string[] {
  const ofOperations = channel.operations.flatMap((one) => (one.kind === "client" ? one.scopes : []));
  return [...new Set([...need.scopes, ...channel.scopes, ...ofOperations])];
}

interface Wanted {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
  readonly showing: Showing;
}

async function tokenFor(
  { config, env }: Ground,
  { scheme, scopes, showing }: Wanted,
): Promise<string | null> {
  const flavour = own(showing.flavours, scheme.name) ?? "valid";
  const token = await mintCredential({ scheme, config, identity: showing.identity, flavour, scopes, env });
  if (token === null && flavour !== "none" && scheme.carrier.kind !== "untestable")
    throw new NotReached(
      "not steerable",
      `nobody can make the credential of ${scheme.name} ${flavour}: ${whyNot(scheme)}`,
    );
  return token;
}

/** A finished token can be forged only in part, and what is no token not at all. */
function whyNot({ name, token }: SecurityScheme): string {
  return token.kind === "opaque"
    ? "the document does not say what it is"
    : `only a \`jwt\` recipe in \`credentials.${name}\` of the config makes such tokens`;
}

/** Without what objects inherit: a name may be `__proto__`. */
function record(): { [name: string]: string } {
  return Object.create(null);
}

interface Carriers {
  readonly query: { [name: string]: string };
  readonly headers: { [name: string]: string };
}

function carry(scheme: SecurityScheme, token: string, { query, headers }: Carriers): void {
  const { carrier } = scheme;
  switch (carrier.kind) {
    case "query":
      query[carrier.name] = token;
      return;
    case "header":
      headers[carrier.name] = prefixed(carrier.prefix, token);
      return;
    case "cookie":
      headers["Cookie"] = [headers["Cookie"], `${carrier.name}=${token}`].filter(Boolean).join("; ");
      return;
    case "basic":
      headers["Authorization"] = `Basic ${token}`;
      return;
    case "untestable":
      return;
    default:
      assertNever(carrier);
  }
}

/** May the two credentials share their place, because they are the same? */
function isOne(
  { first, second }: SharedCarrier,
  tokens: ReadonlyMap<SecurityScheme, string | null>,
): boolean {
  const [one, other] = [first, second].map((scheme) => shownAs(scheme, tokens.get(scheme) ?? null));
  return one === other;
}

function shownAs({ carrier }: SecurityScheme, token: string | null): string | null {
  if (token === null) return null;
  if (carrier.kind === "header") return prefixed(carrier.prefix, token);
  return carrier.kind === "basic" ? `Basic ${token}` : token;
}

function cantShow({ first, second, where }: SharedCarrier): string {
  return `${first.name} and ${second.name} are needed together, and both travel in ${where}, which a handshake has once`;
}

function prefixed(prefix: string, token: string): string {
  return prefix === "" || prefix.endsWith(" ") ? prefix + token : `${prefix} ${token}`;
}

function schemeNamed(contract: Contract, name: string): SecurityScheme {
  const scheme = contract.securitySchemes.find((one) => one.name === name);
  if (scheme === undefined) throw new RangeError(`the contract has no security scheme ${name}`);
  return scheme;
}
