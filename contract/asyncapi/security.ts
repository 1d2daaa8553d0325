import type { DocumentNode } from "../document/document-node.ts";
import type { Loading } from "../document/loading.ts";
import { isHeaderName } from "../header-name.ts";
import { isObject, type Json } from "../json.ts";
import { sharedCarrier } from "../shared-carrier.ts";
import type { SecurityAlternative, SecurityNeed, SecurityScheme } from "../model.ts";
import { checkExtension } from "../vocabulary/check-extension.ts";
import type { Outline, OutlineAlternative, OutlineNeed } from "./outline.ts";

/** Every security scheme that a server or an operation asks for, in document order. */
export function securitySchemesOf(outline: Outline, loading: Loading): SecurityScheme[] {
  const owners = [...outline.servers, ...outline.operations];
  const schemes = new Map<string, SecurityScheme>();
  for (const need of owners.flatMap(({ security }) => security.flat()))
    if (!schemes.has(need.name)) schemes.set(need.name, schemeOf(need, loading));
  return [...schemes.values()];
}

function schemeOf({ name, scheme }: OutlineNeed, loading: Loading): SecurityScheme {
  const carrier = carrierOf(scheme);
  if (carrier.kind === "untestable")
    loading.warn("CREDENTIAL-UNTESTABLE", scheme.place, whyUntestable(scheme, carrier.type));
  return { name, place: scheme.place, carrier, token: tokenOf(scheme) };
}

function carrierOf(scheme: DocumentNode): SecurityScheme["carrier"] {
  const type = scheme.text("type");
  const [where, name] = [scheme.text("in"), scheme.text("name")];
  // `apiKey` with a place in HTTP is a common slip for `httpApiKey`.
  const key = type === "httpApiKey" || type === "apiKey";
  if (key && where !== "query" && !isHeaderName(name)) return { kind: "untestable", type };
  if (key && where === "query") return { kind: "query", name };
  if (key && where === "header") return { kind: "header", name, prefix: "" };
  if (key && where === "cookie") return { kind: "cookie", name };
  if (type === "http" && isAnswer(scheme)) return { kind: "untestable", type: scheme.text("scheme") };
  if (type === "http") return httpCarrier(scheme.text("scheme"));
  if (type === "oauth2" || type === "openIdConnect") return httpCarrier("bearer");
  return { kind: "untestable", type };
}

/** Schemes whose credential answers a challenge, or is made anew for each request: none can be shown ahead. */
const ANSWERS = [
  "digest",
  "dpop",
  "gnap",
  "hoba",
  "mutual",
  "negotiate",
  "ntlm",
  "scram-sha-1",
  "scram-sha-256",
];

function isAnswer(scheme: DocumentNode): boolean {
  return ANSWERS.includes(scheme.text("scheme").toLowerCase());
}

function whyUntestable(scheme: DocumentNode, type: string): string {
  const [where, name] = [scheme.text("in"), scheme.text("name")];
  if (scheme.text("type") === "http")
    return `a credential of HTTP ${type} answers a challenge: none can be made ahead`;
  if ((where === "header" || where === "cookie") && !isHeaderName(name))
    return `no ${where} can be called \`${name}\`: the credential can't be sent`;
  return `a credential of type ${type} does not travel in a WebSocket handshake`;
}

/** RFC 7235: the scheme's name stands before the credential, its case does not count. */
function httpCarrier(scheme: string): SecurityScheme["carrier"] {
  if (scheme.toLowerCase() === "basic") return { kind: "basic" };
  const shown = scheme.toLowerCase() === "bearer" ? "Bearer" : scheme;
  return { kind: "header", name: "Authorization", prefix: `${shown} ` };
}

function tokenOf(scheme: DocumentNode): SecurityScheme["token"] {
  const extension = scheme.at("x-contract");
  if (extension !== null) checkExtension(extension, "securityScheme");
  const recipe = extension?.at("jwt") ?? null;
  if (recipe !== null) {
    const claims = recipe.at("claims")?.value;
    return { kind: "recipe", alg: recipe.text("alg"), claims: isObject(claims) ? claims : {} };
  }
  return scheme.text("bearerFormat").toUpperCase() === "JWT" ? { kind: "bearer" } : { kind: "opaque" };
}

/** Server and operation security must both hold: every combination, without those that ask for more than another. */
export function alternativesOf(lists: readonly (readonly OutlineAlternative[])[]): SecurityAlternative[] {
  // An alternative that needs nothing (`{}` in 2.x) asks for nothing.
  const asked = lists.filter((list) => list.length > 0 && list.every((needs) => needs.length > 0));
  if (asked.length === 0) return [];
  const all = asked.reduce<OutlineAlternative[]>(
    (sofar, list) => sofar.flatMap((left) => list.map((right) => [...left, ...right])),
    [[]],
  );
  // Alternatives that stand side by side are what the document calls them.
  const combined = asked.length > 1 ? all.map(needsOf) : all.map(namedNeeds);
  const least = combined.filter(
    (one, index) =>
      !combined.some(
        (other, at) => at !== index && isWithin(other, one) && (!isWithin(one, other) || at < index),
      ),
  );
  return least.map((needs) => needs.map(({ scheme, scopes }) => ({ scheme, scopes })));
}

interface Need extends SecurityNeed {
  readonly credential: string;
}

function namedNeeds(alternative: OutlineAlternative): Need[] {
  return needsBy(alternative, ({ name }) => name);
}

/** What one credential is needed for, under the name where it is first asked for. */
function needsOf(alternative: OutlineAlternative): Need[] {
  return needsBy(alternative, ({ scheme }) => credentialOf(scheme));
}

function needsBy(alternative: OutlineAlternative, credentialBy: (need: OutlineNeed) => string): Need[] {
  const needs = new Map<string, Need>();
  for (const need of alternative) {
    const { name, scopes } = need;
    const credential = credentialBy(need);
    const known = needs.get(credential);
    const all = new Set([...(known?.scopes ?? []), ...scopes]);
    needs.set(credential, { scheme: known?.scheme ?? name, scopes: [...all], credential });
  }
  return [...needs.values()];
}

function isWithin(inner: readonly Need[], outer: readonly Need[]): boolean {
  return inner.every(({ credential, scopes }) =>
    outer.some((one) => one.credential === credential && scopes.every((scope) => one.scopes.includes(scope))),
  );
}

/** What says nothing of which credential it is. AsyncAPI 3 has the scopes that are needed in the scheme itself. */
const ASIDE: readonly string[] = ["description", "scopes", "availableScopes"];

/** The same text for schemes that ask for the same credential, whatever it has to be good for. */
function credentialOf(scheme: DocumentNode): string {
  return JSON.stringify(withoutAside(scheme.value));
}

function withoutAside(value: Json): Json {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !ASIDE.includes(key));
  return Object.fromEntries(kept.sort().map(([key, inner]) => [key, withoutAside(inner)]));
}

/** Says of each alternative whose credentials have to share a place that they can't. */
export function reportShared(
  alternatives: readonly SecurityAlternative[],
  schemes: readonly SecurityScheme[],
  loading: Loading,
): void {
  for (const alternative of alternatives) {
    const shared = sharedCarrier(alternative, schemes);
    if (shared === null) continue;
    const { first, second, where } = shared;
    loading.warn(
      "CREDENTIAL-SHARED",
      second.place,
      `${first.name} and ${second.name} are needed together, and both travel in ${where}: a handshake has it once`,
    );
  }
}

/** Scopes that every alternative of an operation's own security asks for. */
export function commonScopes(alternatives: readonly OutlineAlternative[]): string[] {
  const [first, ...rest] = alternatives.map((needs) => needs.flatMap(({ scopes }) => scopes));
  return [...new Set(first ?? [])].filter((scope) => rest.every((scopes) => scopes.includes(scope)));
}
