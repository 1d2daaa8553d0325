import type { Channel, Contract } from "../contract/model.ts";
import { addressOf } from "../contract/service-address.ts";
import type { HandshakeFacts } from "../judge/model.ts";
import { type Carried, carriedCredentials, principalOf, withoutCarriers } from "./credentials.ts";
import { identityAt, secretFieldName } from "../config/index.ts";
import type { Ground } from "./ground.ts";
import { additionOf } from "./hooks.ts";
import { declaredValues } from "./handshake-values.ts";
import { identityPosition } from "./identity-position.ts";
import type { HandshakeOptions } from "./model.ts";
import { NotReached } from "./not-reached.ts";
import type { Scope } from "./scope.ts";
import { own } from "../contract/own.ts";

type Strings = { readonly [name: string]: string };

/** A handshake, ready to be made. */
export interface HandshakeRequest {
  /** Null for a path that the document does not declare. */
  readonly channel: Channel | null;
  readonly identity: number;
  readonly url: URL;
  /** The URL as it may be written anywhere: credentials are masked. */
  readonly shownUrl: string;
  readonly headers: Strings;
  readonly subprotocols: readonly string[];
  readonly facts: Omit<HandshakeFacts, "expects">;
  /** Calls of the service are answered. */
  readonly answers: boolean;
}

/** The handshake of a channel: what the options give, what is declared and required, and the credentials. */
export async function channelRequest(
  scope: Scope,
  channel: Channel,
  options: HandshakeOptions,
): Promise<HandshakeRequest> {
  const identity = identityPosition(options.as);
  const showing = { identity, flavours: options.credentials ?? {} };
  const carried = await carriedCredentials(scope.ground, channel, showing);
  const added = await addedBy(scope, { channel, identity }, showing.flavours);
  const values = await declaredValues({ scope, identity, connection: null }, channel, options);
  const left = new Set((options.without ?? []).map((name) => name.toLowerCase()));
  return requestOf(scope, {
    channel,
    identity,
    answers: options.answers ?? true,
    path: filled(channel.path, values.parameters),
    parameters: values.parameters,
    query: without({ ...values.query, ...carried.query, ...added.query, ...options.query }, left),
    headers: without(merged(values.headers, carried.headers, added.headers, options.headers ?? {}), left),
    subprotocols: left.has("subprotocol")
      ? []
      : channel.subprotocols.filter((name) => !left.has(name.toLowerCase())),
  });
}

/**
 * A handshake for a path that the document does not declare. It carries the credentials of the first channel, so
 * that what is refused is the path and not the client.
 */
export async function strayRequest(scope: Scope, path: string): Promise<HandshakeRequest> {
  const channel = scope.ground.contract.channels[0];
  const showing = { identity: 0, flavours: {} };
  const carried =
    channel === undefined
      ? { query: {}, headers: {} }
      : await carriedCredentials(scope.ground, channel, showing);
  const added = await addedBy(scope, { channel: null, identity: 0 }, {});
  const query = { ...carried.query, ...added.query };
  const headers = merged(carried.headers, added.headers);
  return requestOf(scope, {
    channel: null,
    identity: 0,
    answers: true,
    path,
    parameters: {},
    subprotocols: [],
    query,
    headers,
  });
}

/** What the config adds to every handshake, and its hook to this one. Where a test shows another credential than a good one, no credential is added. */
async function addedBy(
  { ground, title }: Scope,
  who: Pick<HandshakeRequest, "channel" | "identity">,
  flavours: NonNullable<HandshakeOptions["credentials"]>,
): Promise<Carried> {
  const hooked = await additionOf(ground, { test: title, ...aboutOf(ground, who) });
  const isGood = Object.values(flavours).every((flavour) => flavour === "valid");
  const { query, headers } = isGood ? hooked : withoutCarriers(ground.contract, hooked);
  return { query, headers: merged(ground.reach.headers, headers) };
}

/** What a hook is told of a connection. */
export function aboutOf(
  { config }: Ground,
  { channel, identity }: Pick<HandshakeRequest, "channel" | "identity">,
): { readonly channel: string; readonly identity: string } {
  return { channel: channel?.name ?? "", identity: identityAt(config, identity).name };
}

interface Parts {
  readonly channel: Channel | null;
  readonly identity: number;
  readonly answers: boolean;
  readonly path: string;
  readonly parameters: Strings;
  readonly query: Strings;
  readonly headers: Strings;
  readonly subprotocols: readonly string[];
}

function requestOf(scope: Scope, parts: Parts): HandshakeRequest {
  const { channel, identity, answers, headers, subprotocols, query, parameters } = parts;
  const url = addressOf(scope.ground.service, parts.path, scope.ground.contract);
  const shownUrl = scope.clean(`${url.href}${queryText(masked(query, scope.ground.contract))}`);
  // Not by `searchParams`: its `+` for a blank is read as a blank by forms only.
  url.search = queryText(query);
  const offered = subprotocols.length === 0 ? {} : { "sec-websocket-protocol": subprotocols.join(", ") };
  for (const [name, value] of Object.entries(headers))
    if (!SENDABLE.test(value))
      throw new NotReached(
        "not steerable",
        `the header ${name} can't hold line breaks and control characters`,
      );
  const lowered = Object.fromEntries(
    Object.entries({ ...headers, ...offered }).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const said = { channel: channel?.name ?? "", path: url.pathname, parameters, query, headers: lowered };
  const principal = channel === null ? null : principalOf(scope.ground, channel, identity);
  const facts = principal === null ? said : { ...said, principal };
  return { channel, identity, answers, url, shownUrl, headers, subprotocols, facts };
}

/** RFC 9110, section 5.5: a value has no line breaks and no control characters. */
const SENDABLE = /^(?:[^\p{Cc}]|\t)*$/u;

function queryText(query: Strings): string {
  const pairs = Object.entries(query).map(([name, value]) => [name, value].map(encodeURIComponent).join("="));
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** Whatever its form: a parameter that carries a credential, by the document or by how it sounds, is not shown. */
function masked(query: Strings, { securitySchemes }: Contract): Strings {
  const secret = new Set(
    securitySchemes.flatMap(({ carrier }) => (carrier.kind === "query" ? [carrier.name] : [])),
  );
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      secret.has(name) || secretFieldName(name) ? "***" : value,
    ]),
  );
}

function filled(path: string, parameters: Strings): string {
  return path.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = own(parameters, name);
    return value === undefined ? whole : encodeURIComponent(value);
  });
}

function without(values: Strings, left: ReadonlySet<string>): Strings {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !left.has(name.toLowerCase())));
}

/** Headers by name without regard to case; the later one wins. */
function merged(...layers: readonly Strings[]): Strings {
  const byName = new Map<string, readonly [name: string, value: string]>();
  for (const [name, value] of layers.flatMap((layer) => Object.entries(layer)))
    byName.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(byName.values());
}
