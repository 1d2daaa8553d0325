import { unscopedBeside } from "../../contract/index.ts";
import type {
  Channel,
  ClientOperation,
  Refusal,
  SecurityAlternative,
  SecurityScheme,
} from "../../contract/model.ts";
import { expectedOutcomes } from "../expected-outcome.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { baseRequest } from "../planning/base-request.ts";
import { prepared } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import { probe } from "../planning/probe.ts";
import { handshakeForm } from "../planning/script.ts";
import { group, NotPlannable, notReached, planTest, type TestHead } from "../planning/test.ts";

/** A credential as it should not be, and what a title says of it. */
const BAD: readonly (readonly [flavour: string, said: string, forged: boolean])[] = [
  ["none", "a client without a credential", false],
  ["garbage", "garbage", false],
  ["expired", "an expired token", true],
  ["foreign", "a token signed with a foreign key", true],
  ["tampered", "a tampered token", true],
  ["alg-none", "an unsigned token (alg none)", true],
];

interface Spot {
  readonly alternative: SecurityAlternative;
  readonly scheme: SecurityScheme;
}

/** Every way to authenticate, and every way to fail at it. */
export function planSecurity(planning: Planning, channel: Channel): PlannedGroup[] {
  const groups = channel.security.flatMap((alternative) =>
    alternative.flatMap(({ scheme: name }) => {
      const scheme = planning.contract.securitySchemes.find((one) => one.name === name);
      return scheme === undefined
        ? []
        : [group(name, scheme.place, testsFor(planning, channel, { alternative, scheme }))];
    }),
  );
  const scoped = channel.operations.flatMap((operation) =>
    operation.kind === "client" ? operationScopes(planning, channel, operation) : [],
  );
  const open = channel.security.some((alternative) => alternative.length === 0);
  const anonymous = open ? [group("no credential", channel.place, [takesAnyone(planning, channel)])] : [];
  const scopes = scoped.length === 0 ? [] : [group("scopes of operations", channel.place, scoped)];
  return [...uniqueGroups(groups), ...anonymous, ...scopes];
}

function uniqueGroups(groups: readonly PlannedGroup[]): PlannedGroup[] {
  return groups.filter((one, index) => groups.findIndex(({ title }) => title === one.title) === index);
}

function testsFor(planning: Planning, channel: Channel, spot: Spot): PlannedTest[] {
  const { scheme } = spot;
  if (scheme.carrier.kind === "untestable") {
    const head = { title: `accepts a valid ${scheme.carrier.type} credential`, covers: [scheme.place] };
    return [
      notReached(head, "not steerable", `credentials of the type ${scheme.carrier.type} can't be made here`),
    ];
  }
  const isJwt = scheme.token.kind !== "opaque";
  const optional = channel.security.some((alternative) => alternative.length === 0);
  const bad = BAD.filter(([flavour, , forged]) => (!forged || isJwt) && !(optional && flavour === "none"));
  return [
    accepts(planning, channel, spot),
    ...bad.map(([flavour, said]) =>
      refuses(planning, channel, {
        spot,
        flavour,
        said,
        expects: "unauthenticated",
        refusal: channel.rejects.unauthenticated,
      }),
    ),
    ...withoutScope(planning, channel, spot),
  ];
}

function accepts(planning: Planning, channel: Channel, spot: Spot): PlannedTest {
  const head = { title: `accepts a valid credential ${carried(spot.scheme)}`, covers: [spot.scheme.place] };
  return planTest(planning, head, (script) => {
    probe(script, script.connect(channel, { credentials: credentialsOf(spot, "valid") }));
  });
}

function withoutScope(planning: Planning, channel: Channel, spot: Spot): PlannedTest[] {
  const needed = spot.alternative.find(({ scheme }) => scheme === spot.scheme.name)?.scopes ?? [];
  const scopes = [...new Set([...channel.scopes, ...needed])];
  if (scopes.length === 0 || spot.scheme.token.kind === "opaque") return [];
  const said = `a token without the scope ${scopes.join(", ")}`;
  const refusal = channel.rejects.forbidden;
  const other = unscopedBeside(channel, spot.alternative, planning.contract.securitySchemes);
  if (other !== null) {
    const names = other.map(({ scheme }) => scheme).join(" and ");
    const because = `without the scope it may be as good as a credential of ${names}, which needs none`;
    return [notReached(refusalHead(spot, said, refusal), "not steerable", because)];
  }
  return [refuses(planning, channel, { spot, flavour: "unscoped", said, expects: "forbidden", refusal })];
}

function refusalHead({ scheme }: Spot, said: string, refusal: Refusal): TestHead {
  return {
    title: `refuses ${said} ${carried(scheme)}`,
    covers: [scheme.place, ...(refusal.kind === "declared" ? [refusal.place] : [])],
  };
}

interface Attempt {
  readonly spot: Spot;
  readonly flavour: string;
  readonly said: string;
  readonly expects: "unauthenticated" | "forbidden";
  readonly refusal: Refusal;
}

function refuses(planning: Planning, channel: Channel, attempt: Attempt): PlannedTest {
  const { spot, flavour, said, expects, refusal } = attempt;
  const outcomes = refusal.kind === "unspecified" ? [] : expectedOutcomes(refusal.outcomes);
  const unspecified = outcomes.length === 0 ? `rejects.${expects}` : "";
  const head: TestHead = { ...refusalHead(spot, said, refusal), unspecified };
  return planTest(planning, head, (script) => {
    const answer = script.name("answer");
    const handshake = handshakeForm(channel.name, { credentials: credentialsOf(spot, flavour), expects });
    script.add({ kind: "handshake", answer, handshake });
    if (outcomes.length > 0) script.add({ kind: "refusedWith", answer, outcomes });
  });
}

function takesAnyone(planning: Planning, channel: Channel): PlannedTest {
  const [named] = channel.security.flat();
  const credentials: readonly (readonly [string, string])[] =
    named === undefined ? [] : [[named.scheme, "none"]];
  return planTest(
    planning,
    { title: "accepts a client without a credential", covers: [channel.place] },
    (script) => {
      probe(script, script.connect(channel, { credentials }));
    },
  );
}

/** An operation that needs more than the channel does is refused as an answer to it. */
function operationScopes(planning: Planning, channel: Channel, operation: ClientOperation): PlannedTest[] {
  const missing = operation.scopes.filter((scope) => !channel.scopes.includes(scope));
  const spot = spotOf(planning, channel);
  if (missing.length === 0 || spot === null) return [];
  const refusal = operation.rejects.forbidden;
  const outcomes = refusal.kind === "unspecified" ? [] : expectedOutcomes(refusal.outcomes);
  const head: TestHead = {
    title: `refuses ${operation.name} without the scope ${missing.join(", ")}`,
    covers: [operation.place, ...(refusal.kind === "declared" ? [refusal.place] : [])],
    unspecified: outcomes.length === 0 ? "rejects.forbidden" : "",
  };
  if (channel.scopes.length > 0)
    return [notReached(head, "not steerable", "a token without any scope does not open the channel")];
  const test = planTest(planning, head, (script) => {
    const client = script.connect(channel, { credentials: credentialsOf(spot, "unscoped") });
    const base = baseRequest(planning, channel, operation);
    if (base.message.content.kind !== "json")
      throw new NotPlannable(
        "not steerable",
        `only JSON is sent without the scope, and ${operation.name} is none`,
      );
    const payload = prepared(script, client, base);
    const frame = script.name("bad");
    script.add({ kind: "sendJson", frame, client: client.name, payload });
    const subject = { of: frame, wait: "refusal" } as const;
    if (outcomes.length === 0) script.add({ kind: "harmless", subject, reject: "forbidden" });
    else script.add({ kind: "refused", subject, reject: "forbidden", outcomes });
  });
  return [test];
}

/** The first scheme with which a token without scopes can be made. */
function spotOf(planning: Planning, channel: Channel): Spot | null {
  for (const alternative of channel.security)
    for (const need of alternative) {
      const scheme = planning.contract.securitySchemes.find(({ name }) => name === need.scheme);
      if (scheme !== undefined && scheme.token.kind !== "opaque") return { alternative, scheme };
    }
  return null;
}

/** The flavour for one scheme; the others of its alternative are valid. */
function credentialsOf({ alternative, scheme }: Spot, flavour: string): (readonly [string, string])[] {
  return alternative.map(({ scheme: name }) => [name, name === scheme.name ? flavour : "valid"] as const);
}

function carried({ carrier }: SecurityScheme): string {
  switch (carrier.kind) {
    case "query":
      return `in the query (${carrier.name})`;
    case "header":
      return `in the header ${carrier.name}`;
    case "cookie":
      return `in the cookie ${carrier.name}`;
    case "basic":
      return "in the header Authorization";
    case "untestable":
      return `(${carrier.type})`;
  }
}
