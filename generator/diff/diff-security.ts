import type { Channel, Contract, SecurityAlternative, SecurityScheme } from "../../contract/model.ts";
import type { Pair } from "./diff-terms.ts";
import type { Recorder, Spot } from "./recorder.ts";
import { samePromise } from "./same-promise.ts";

/** Which credentials a client needs: an old one has to suffice. */
export function diffSecurity(recorder: Recorder, { old, new: now }: Pair<Channel>): void {
  const spot = { old: placeIn(recorder.old, old), new: placeIn(recorder.new, now) };
  const [before, after] = [alternatives(old), alternatives(now)];
  const lost = before.filter((one) => !after.some((other) => suffices(one, other)));
  const gained = after.filter((one) => !before.some((other) => suffices(one, other)));
  const [first] = lost;
  if (first !== undefined)
    recorder.say("SECURITY-TIGHTENED", spot, `${words(first)} was enough to connect, and is no more`);
  else if (gained[0] !== undefined)
    recorder.say("SECURITY-LOOSENED", spot, `${words(gained[0])} is enough to connect now`);
}

/** No alternative asks for nothing; that is one alternative without a need. */
function alternatives({ security }: Channel): readonly SecurityAlternative[] {
  return security.length === 0 ? [[]] : security;
}

/** Does whoever has the one have all that the other asks for? */
function suffices(one: SecurityAlternative, other: SecurityAlternative): boolean {
  return other.every(({ scheme, scopes }) =>
    one.some((need) => need.scheme === scheme && scopes.every((scope) => need.scopes.includes(scope))),
  );
}

function words(alternative: SecurityAlternative): string {
  if (alternative.length === 0) return "no credential";
  return alternative
    .map(({ scheme, scopes }) => `\`${scheme}\`${scopes.length === 0 ? "" : ` (${scopes.join(", ")})`}`)
    .join(" with ");
}

/** A contract doesn't say where security stands; mostly it stands on the server. */
function placeIn({ servers }: Contract, channel: Channel): string {
  const [server] = servers;
  return server === undefined ? channel.place : `${server.place}/security`;
}

export function diffScopes(
  recorder: Recorder,
  scopes: Pair<readonly string[]>,
  { spot, what }: { readonly spot: Spot; readonly what: string },
): void {
  for (const scope of scopes.new)
    if (!scopes.old.includes(scope))
      recorder.say("SCOPE-ADDED", spot, `${what} needs the scope ${scope} now`);
  for (const scope of scopes.old)
    if (!scopes.new.includes(scope))
      recorder.say("SCOPE-REMOVED", spot, `${what} needs the scope ${scope} no more`);
}

/** How a credential travels, and of what form it is. */
export function diffSchemes(recorder: Recorder): void {
  for (const old of recorder.old.securitySchemes) {
    const now = recorder.new.securitySchemes.find(({ name }) => name === old.name);
    if (now === undefined || samePromise(old, now)) continue;
    const spot = { old: old.place, new: now.place };
    if (samePromise(old.carrier, now.carrier) && old.token.kind !== "recipe" && now.token.kind !== "opaque") {
      const why = `the form of ${old.name} is said now`;
      recorder.tell("CREDENTIAL-CHANGED", spot, {
        severity: "compatible",
        breaks: "nobody",
        at: null,
        example: null,
        why,
      });
    } else recorder.say("CREDENTIAL-CHANGED", spot, `${old.name} ${carrierWords(now)}, and was another one`);
  }
}

function carrierWords({ carrier }: SecurityScheme): string {
  const name = "name" in carrier ? ` ${carrier.name}` : "";
  return `is a credential in ${carrier.kind}${name}`;
}
