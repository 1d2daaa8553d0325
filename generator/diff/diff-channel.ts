import type { Channel, HandshakeField, RejectKind } from "../../contract/model.ts";
import { REJECT_KINDS } from "../../contract/model.ts";
import { diffRefusal } from "./diff-outcomes.ts";
import { diffSchemas, type SchemaDiffer } from "./diff-schemas.ts";
import { diffScopes, diffSecurity } from "./diff-security.ts";
import { diffDeadline, diffIdle, diffLimits, type Pair, seen } from "./diff-terms.ts";
import { anything, languages, quoted, wordOutside } from "./language.ts";
import { match } from "./match.ts";
import { samePromise } from "./same-promise.ts";

/** Address, handshake and all that holds for a whole connection. The old channel speaks in the new one's names. */
export function diffChannel(differ: SchemaDiffer, pair: Pair<Channel>): void {
  const { recorder } = differ;
  const spot = seen(pair, ({ place }) => place);
  diffAddress(differ, pair);
  diffFields(
    differ,
    seen(pair, ({ query }) => query),
    "query parameter",
  );
  diffFields(
    differ,
    seen(pair, ({ headers }) => headers),
    "header",
  );
  diffSubprotocols(differ, pair);
  diffSecurity(recorder, pair);
  diffScopes(
    recorder,
    seen(pair, ({ scopes }) => scopes),
    { spot, what: `channel ${pair.new.name}` },
  );
  diffOpening(differ, pair);
  diffConversation(differ, pair);
  diffIdentity(differ, pair);
  diffIdle(
    recorder,
    seen(pair, ({ idle }) => idle),
  );
  diffLimits(
    recorder,
    seen(pair, ({ limits }) => limits),
  );
  diffRejects(
    differ,
    seen(pair, ({ rejects }) => rejects),
    `on channel ${pair.new.name}`,
  );
  if (!samePromise(pair.old.fills, pair.new.fills))
    recorder.say("FILLS-CHANGED", spot, "tests fill handshakes in another way");
}

export function diffRejects(
  { recorder }: SchemaDiffer,
  rejects: Pair<Channel["rejects"]>,
  where: string,
): void {
  for (const kind of REJECT_KINDS)
    diffRefusal(
      recorder,
      seen(rejects, (one) => one[kind]),
      `${INPUT[kind]} ${where}`,
    );
}

const INPUT: { readonly [kind in RejectKind]: string } = {
  malformed: "a malformed frame",
  unknown: "an unknown message",
  invalid: "an invalid message",
  binary: "a binary frame",
  tooLarge: "a frame too large",
  tooFast: "a frame too many",
  outOfOrder: "a message out of order",
  duplicate: "an id used twice",
  empty: "an empty frame",
  misdirected: "a message of the other direction",
  uncorrelated: "an answer to nothing",
  badHandshake: "a bad handshake",
  unauthenticated: "a bad credential",
  forbidden: "a missing scope",
  noReply: "a missing answer of the client",
};

/** A path without the names of its parameters, which are not on the wire. */
export function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, "{}");
}

function diffAddress(differ: SchemaDiffer, { old, new: now }: Pair<Channel>): void {
  const spot = { old: `${old.place}/address`, new: `${now.place}/address` };
  if (shapeOf(old.path) !== shapeOf(now.path)) {
    differ.recorder.say("ADDRESS-CHANGED", spot, `clients find it at ${now.path}, no more at ${old.path}`);
    return;
  }
  const names = ({ path }: Channel): string[] =>
    [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  for (const [index, name] of names(old).entries()) {
    const before = old.parameters.find((one) => one.name === name);
    const after = now.parameters.find((one) => one.name === names(now)[index]);
    if (before === undefined || after === undefined) continue;
    diffSchemas(
      differ,
      { old: before.schema, new: after.schema },
      { by: ["clients"], what: `parameter ${name}` },
    );
  }
}

function diffFields(differ: SchemaDiffer, fields: Pair<readonly HandshakeField[]>, kind: string): void {
  const { recorder } = differ;
  const same = (old: HandshakeField, now: HandshakeField): boolean => {
    const lower = kind === "header" ? (text: string) => text.toLowerCase() : (text: string) => text;
    return lower(old.name) === lower(now.name);
  };
  const { pairs, added, removed } = match(fields.old, fields.new, [same]);
  for (const { name, place, required } of added) {
    const rule = required ? "FIELD-REQUIRED" : "FIELD-ADDED";
    const words = required ? "must be there now" : "may be there now";
    recorder.say(rule, { old: null, new: place }, `${kind} \`${name}\` ${words}`);
  }
  for (const { name, place } of removed)
    recorder.say("FIELD-REMOVED", { old: place, new: null }, `${kind} \`${name}\` is not asked for any more`);
  for (const pair of pairs) {
    const spot = seen(pair, ({ place }) => place);
    const { name, required } = pair.new;
    if (required && !pair.old.required)
      recorder.say("FIELD-REQUIRED", spot, `${kind} \`${name}\` must be there now`);
    if (!required && pair.old.required)
      recorder.say("FIELD-OPTIONAL", spot, `${kind} \`${name}\` may be left out now`);
    diffSchemas(
      differ,
      seen(pair, ({ schema }) => schema),
      { by: ["clients"], what: `${kind} ${name}` },
    );
  }
}

function diffSubprotocols({ recorder }: SchemaDiffer, { old, new: now }: Pair<Channel>): void {
  const spot = { old: `${old.place}/x-contract/subprotocol`, new: `${now.place}/x-contract/subprotocol` };
  if (old.subprotocols.length === 0 && now.subprotocols.length > 0) {
    const why = `clients have to offer ${now.subprotocols.join(" or ")} now`;
    recorder.say("SUBPROTOCOL-ASKED", { old: null, new: spot.new }, why);
    return;
  }
  const without = (list: readonly string[], others: readonly string[]): string[] =>
    list.filter((name) => !others.includes(name));
  const lost = without(old.subprotocols, now.subprotocols);
  const fresh = without(now.subprotocols, old.subprotocols);
  if (lost.length > 0) recorder.say("SUBPROTOCOL-REMOVED", spot, `${lost.join(", ")} is not taken any more`);
  if (fresh.length > 0) recorder.say("SUBPROTOCOL-ADDED", spot, `${fresh.join(", ")} is taken too`);
}

function diffOpening({ recorder }: SchemaDiffer, { old, new: now }: Pair<Channel>): void {
  const [before, after] = [old.opening, now.opening];
  if (before.kind === "none" && after.kind === "none") return;
  if (before.kind === "none" || after.kind === "none") {
    if (after.kind === "sequence")
      recorder.say(
        "OPENING-ADDED",
        { old: null, new: after.sequence.place },
        "the service sends messages after the handshake that clients did not get",
      );
    if (before.kind === "sequence")
      recorder.say(
        "OPENING-REMOVED",
        { old: before.sequence.place, new: null },
        "what came after the handshake does not come any more",
      );
    return;
  }
  const spot = { old: before.sequence.place, new: after.sequence.place };
  const { fresh, gone } = languages(before.sequence, after.sequence);
  if (fresh !== null)
    recorder.say("OPENING-WIDENED", spot, `after the handshake ${quoted(fresh)} may come, which could not`);
  else if (gone !== null)
    recorder.say("OPENING-NARROWED", spot, `after the handshake ${quoted(gone)} can't come any more`);
  diffDeadline(recorder, { old: before.within, new: after.within }, "the opening");
}

/** Clients may do what they did: every beginning of an old conversation has to be one of a new conversation. */
function diffConversation({ recorder }: SchemaDiffer, pair: Pair<Channel>): void {
  const { old, new: now } = seen(pair, ({ conversation }) => conversation);
  if (old.kind === "any" && now.kind === "any") return;
  const clients = ({ operations }: Channel): string[] =>
    operations.filter(({ kind }) => kind === "client").map(({ name }) => name);
  const newNames = clients(pair.new);
  const names = new Set(clients(pair.old).filter((name) => newNames.includes(name)));
  const states = (one: Channel["conversation"]) =>
    one.kind === "any" ? anything(names) : one.sequence.states;
  const reading = { prefixes: true, names };
  const gone = wordOutside(states(old), states(now), reading);
  const fresh = wordOutside(states(now), states(old), reading);
  const place = (one: Channel["conversation"]): string | null =>
    one.kind === "any" ? null : one.sequence.place;
  const spot = { old: place(old), new: place(now) };
  if (gone !== null)
    recorder.say("CONVERSATION-NARROWED", spot, `clients may not do ${quoted(gone)} any more`);
  else if (fresh !== null) recorder.say("CONVERSATION-WIDENED", spot, `clients may do ${quoted(fresh)} too`);
}

function diffIdentity({ recorder }: SchemaDiffer, pair: Pair<Channel>): void {
  const { old, new: now } = seen(pair, ({ identity }) => identity);
  if (samePromise(old, now)) return;
  const spot = {
    old: old.kind === "none" ? null : old.place,
    new: now.kind === "none" ? null : now.place,
  };
  const rule = old.kind === "none" ? "IDENTITY-DECLARED" : "IDENTITY-CHANGED";
  recorder.say(rule, spot, "connections are known by another name");
}
