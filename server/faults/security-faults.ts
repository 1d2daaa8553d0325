import { unscopedBeside } from "../../contract/index.ts";
import type { Channel, Contract, Refusal, SecurityScheme } from "../../contract/model.ts";
import type { HandshakeFlaw } from "../handshake/verdict.ts";
import type { Fault, Targets } from "./model.ts";
import { channelsWhere, requestsWhere } from "./places.ts";

/** The schemes that the channel asks for. */
function schemesOf({ securitySchemes }: Contract, channel: Channel): SecurityScheme[] {
  return securitySchemes.filter(
    ({ name, carrier }) =>
      carrier.kind !== "untestable" &&
      channel.security.some((alternative) => alternative.some((need) => need.scheme === name)),
  );
}

function withTokens(contract: Contract): Targets {
  return channelsWhere(contract, "no channel asks for a token that can be forged", (channel) =>
    schemesOf(contract, channel).some(({ token }) => token.kind !== "opaque"),
  );
}

function withCredentials(contract: Contract): Targets {
  return channelsWhere(
    contract,
    "no channel asks for a credential",
    (channel) => schemesOf(contract, channel).length > 0,
  );
}

/** Channels with an alternative whose token can lack a scope, and is good as no other then. */
function withScopes(contract: Contract): Targets {
  const { securitySchemes } = contract;
  const isToken = (scheme: string): boolean =>
    securitySchemes.some(({ name, token }) => name === scheme && token.kind !== "opaque");
  return channelsWhere(contract, "no channel asks for scopes that a token can lack", (channel) =>
    channel.security.some(
      (alternative) =>
        alternative.some(
          ({ scheme, scopes }) => isToken(scheme) && channel.scopes.length + scopes.length > 0,
        ) && unscopedBeside(channel, alternative, securitySchemes) === null,
    ),
  );
}

interface Overlooked {
  readonly name: string;
  readonly summary: string;
  readonly flaw: HandshakeFlaw;
  readonly appliesTo: Fault["appliesTo"];
}

/** A credential with a flaw that the service overlooks. */
function overlooked({ name, summary, flaw, appliesTo }: Overlooked): Fault {
  return {
    name,
    family: "security",
    summary,
    rule: "HANDSHAKE-ACCEPTED",
    appliesTo,
    hooks: (scope) => ({
      handshake: (verdict) =>
        verdict.kind === "refused" &&
        verdict.flaw === flaw &&
        verdict.session !== null &&
        scope.covers(verdict.session.channel.name)
          ? { kind: "accepted", session: verdict.session }
          : verdict,
    }),
  };
}

export const CREDENTIAL_FAULTS: readonly Fault[] = [
  overlooked({
    name: "no-token-accepted",
    summary: "whoever brings no credential is let in",
    flaw: "no-credential",
    appliesTo: withCredentials,
  }),
  overlooked({
    name: "garbage-token-accepted",
    summary: "a credential that nobody gave out is let in",
    flaw: "garbage",
    appliesTo: withCredentials,
  }),
  overlooked({
    name: "expired-token-accepted",
    summary: "nobody looks at a token's time",
    flaw: "expired",
    appliesTo: withTokens,
  }),
  overlooked({
    name: "foreign-token-accepted",
    summary: "nobody looks at a token's signature",
    flaw: "signature",
    appliesTo: withTokens,
  }),
  overlooked({
    name: "alg-none-accepted",
    summary: "a token that says that it is not signed is let in",
    flaw: "alg-none",
    appliesTo: withTokens,
  }),
  overlooked({
    name: "missing-scope-accepted",
    summary: "nobody looks at a token's scopes",
    flaw: "scope",
    appliesTo: withScopes,
  }),
];

export const OPERATION_SCOPE_IGNORED: Fault = {
  name: "operation-scope-ignored",
  family: "security",
  summary: "an operation is open to whoever lacks its scope",
  rule: "NOT-REFUSED",
  appliesTo: (contract) =>
    requestsWhere(
      contract,
      "no operation asks for scopes",
      ({ scopes, rejects }) => scopes.length > 0 && rejects.forbidden.kind !== "unspecified",
    ),
  hooks: (scope) => ({
    frame: (verdict, { connection }) => {
      if (verdict.kind !== "refused" || verdict.refused.reject !== "forbidden") return verdict;
      const { operation, message, payload } = verdict.refused;
      if (operation === null || message === null || payload === undefined) return verdict;
      const covered = scope.covers(connection.channel.name, operation.name);
      return covered ? { kind: "request", request: { operation, message, payload } } : verdict;
    },
  }),
};

const REFUSED_HANDSHAKES = ["unauthenticated", "forbidden", "badHandshake"] as const;
const TEAPOT = 418;
const OTHER_CLOSE = 4999;

/** The refusal with another status or close code than it declares. */
function withOtherCode(refusal: Refusal): Refusal {
  if (refusal.kind !== "declared") return refusal;
  const outcomes = refusal.outcomes.map((outcome) => {
    if (outcome.kind === "status") return { ...outcome, codes: { kind: "codes", codes: [TEAPOT] } as const };
    const closes = outcome.kind === "close" || outcome.kind === "reply-close";
    return closes ? { ...outcome, codes: { kind: "codes", codes: [OTHER_CLOSE] } as const } : outcome;
  });
  return { ...refusal, outcomes };
}

export const WRONG_STATUS: Fault = {
  name: "wrong-status",
  family: "security",
  summary: "a handshake is refused, but with another status or close code than declared",
  rule: "WRONG-STATUS",
  appliesTo: (contract) =>
    channelsWhere(
      contract,
      "no refusal of a handshake is declared",
      (channel) =>
        channel.security.length > 0 &&
        REFUSED_HANDSHAKES.some((kind) => channel.rejects[kind].kind === "declared"),
    ),
  hooks: (scope) => ({
    handshake: (verdict) =>
      verdict.kind === "refused" && verdict.session !== null && scope.covers(verdict.session.channel.name)
        ? { ...verdict, refusal: withOtherCode(verdict.refusal) }
        : verdict,
  }),
};

export const GREETING_BEFORE_REFUSAL: Fault = {
  name: "greeting-before-refusal",
  family: "security",
  summary: "a connection that is accepted only to be refused is greeted first",
  rule: "LEAK",
  appliesTo: (contract) =>
    channelsWhere(contract, "no channel with an opening refuses after accepting", (channel) => {
      const refusals = REFUSED_HANDSHAKES.map((kind) => channel.rejects[kind]);
      const closes = refusals.some(
        (refusal) => refusal.kind === "declared" && refusal.outcomes[0]?.kind.includes("close"),
      );
      return closes && channel.opening.kind === "sequence" && channel.security.length > 0;
    }),
  hooks: (scope) => ({ opensBarred: (opens, channel) => opens || scope.covers(channel.name) }),
};
