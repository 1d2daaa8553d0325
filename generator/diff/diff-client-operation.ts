import type { Case, ClientOperation, Count, Echo, Join, Ordered } from "../../contract/model.ts";
import { diffRejects } from "./diff-channel.ts";
import { outcomesWithin, whereWithin } from "./diff-outcomes.ts";
import type { SchemaDiffer } from "./diff-schemas.ts";
import { diffScopes } from "./diff-security.ts";
import { diffDeadline, type Pair, seen } from "./diff-terms.ts";
import { languages, quoted } from "./language.ts";
import { match } from "./match.ts";
import type { Recorder } from "./recorder.ts";
import type { ContractRule } from "./rules.ts";
import { samePromise } from "./same-promise.ts";

/** What clients may ask, and what follows. */
export function diffClientOperation(differ: SchemaDiffer, pair: Pair<ClientOperation>): void {
  const { recorder } = differ;
  const { name } = pair.new;
  const spot = seen(pair, ({ place }) => place);
  for (const request of added(seen(pair, ({ requests }) => requests)))
    recorder.say("REQUEST-ADDED", spot, `clients may send ${request} as ${name} too`);
  for (const request of removed(seen(pair, ({ requests }) => requests)))
    recorder.say("REQUEST-REMOVED", spot, `clients may not send ${request} as ${name} any more`);
  diffReplies(recorder, pair);
  diffDeadline(
    recorder,
    seen(pair, ({ within }) => within),
    `the first answer to ${name}`,
  );
  diffDeadline(
    recorder,
    seen(pair, ({ gap }) => gap),
    `the next answer to ${name}`,
  );
  diffEchoes(
    recorder,
    seen(pair, ({ echoes }) => echoes),
  );
  diffOrdered(
    recorder,
    seen(pair, ({ ordered }) => ordered),
  );
  diffPromises(
    recorder,
    seen(pair, ({ joins }) => joins),
    ["JOIN-ADDED", "JOIN-REMOVED"],
  );
  diffPromises(
    recorder,
    seen(pair, ({ counts }) => counts),
    ["COUNT-ADDED", "COUNT-REMOVED"],
  );
  for (const target of added(seen(pair, ({ interrupts }) => interrupts)))
    recorder.say("INTERRUPT-ADDED", spot, `${name} ends a running ${target} now`);
  for (const target of removed(seen(pair, ({ interrupts }) => interrupts)))
    recorder.say("INTERRUPT-REMOVED", spot, `${name} does not end a running ${target} any more`);
  diffScopes(
    recorder,
    seen(pair, ({ scopes }) => scopes),
    { spot, what: name },
  );
  diffRejects(
    differ,
    seen(pair, ({ rejects }) => rejects),
    `in ${name}`,
  );
  diffCases(recorder, pair);
  if (!samePromise(pair.old.fills, pair.new.fills))
    recorder.say("FILLS-CHANGED", spot, `tests fill ${name} in another way`);
}

export function added({ old, new: now }: Pair<readonly string[]>): string[] {
  return now.filter((name) => !old.includes(name));
}

export function removed({ old, new: now }: Pair<readonly string[]>): string[] {
  return old.filter((name) => !now.includes(name));
}

function diffReplies(recorder: Recorder, { old, new: now }: Pair<ClientOperation>): void {
  const [before, after] = [old.sequence, now.sequence];
  if (before.kind === "none" && after.kind === "none") return;
  if (before.kind === "none" || after.kind === "none") {
    if (after.kind === "sequence")
      recorder.say(
        "REPLY-ADDED",
        { old: null, new: after.sequence.place },
        `${now.name} is answered now, which was not announced`,
      );
    if (before.kind === "sequence")
      recorder.say(
        "REPLY-REMOVED",
        { old: before.sequence.place, new: null },
        `${now.name} is not answered any more`,
      );
    return;
  }
  const spot = { old: before.sequence.place, new: after.sequence.place };
  const { fresh, gone } = languages(before.sequence, after.sequence);
  if (fresh !== null)
    recorder.say("SEQUENCE-WIDENED", spot, `${now.name} may be answered by ${quoted(fresh)}, before not`);
  else if (gone !== null)
    recorder.say("SEQUENCE-NARROWED", spot, `${now.name} is not answered by ${quoted(gone)} any more`);
}

export function diffEchoes(recorder: Recorder, echoes: Pair<readonly Echo[]>): void {
  diffPromises(recorder, echoes, ["ECHO-ADDED", "ECHO-REMOVED"]);
}

const PROMISES: { readonly [rule: string]: string } = {
  ECHO: "a value repeated in the answer",
  JOIN: "a value that joins those of other answers",
  COUNT: "a value that counts answers",
};

/** Promises about values: each stands for itself. */
function diffPromises<T extends Echo | Join | Count>(
  recorder: Recorder,
  promises: Pair<readonly T[]>,
  [more, less]: readonly [ContractRule, ContractRule],
): void {
  const found = match(promises.old, promises.new, [samePromise]);
  const what = PROMISES[more.split("-")[0] ?? ""] ?? "";
  for (const { place } of found.added)
    recorder.say(more, { old: null, new: place }, `${what} is promised now`);
  for (const { place } of found.removed)
    recorder.say(less, { old: place, new: null }, `${what} is promised no more`);
}

function diffOrdered(recorder: Recorder, ordered: Pair<readonly Ordered[]>): void {
  const found = match(ordered.old, ordered.new, [(old, now) => samePromise(old.at, now.at)]);
  for (const { place } of found.added)
    recorder.say("ORDER-STRENGTHENED", { old: null, new: place }, "how a value goes on is promised now");
  for (const { place } of found.removed)
    recorder.say("ORDER-WEAKENED", { old: place, new: null }, "how a value goes on is promised no more");
  for (const pair of found.pairs) {
    const spot = seen(pair, ({ place }) => place);
    if (!follows(pair.new.rule, pair.old.rule))
      recorder.say("ORDER-WEAKENED", spot, "a value may go on in another way than before");
    else if (!follows(pair.old.rule, pair.new.rule))
      recorder.say("ORDER-STRENGTHENED", spot, "how a value goes on is promised closer");
  }
}

const STRENGTH = { step: 2, increasing: 1, "non-decreasing": 0 } as const;

/** Does whoever keeps to the one keep to the other? */
function follows(one: Ordered["rule"], other: Ordered["rule"]): boolean {
  if (one.kind === "step" && other.kind === "step") return other.from === null || one.from === other.from;
  return STRENGTH[one.kind] >= STRENGTH[other.kind];
}

function diffCases(recorder: Recorder, pair: Pair<ClientOperation>): void {
  const { pairs, ...rest } = match(pair.old.cases, pair.new.cases, [(old, now) => old.name === now.name]);
  for (const { name, place } of rest.added)
    recorder.say("CASE-ADDED", { old: null, new: place }, `what follows "${name}" is promised now`);
  for (const { name, place } of rest.removed)
    recorder.say("CASE-REMOVED", { old: place, new: null }, `what follows "${name}" is promised no more`);
  for (const both of pairs) {
    if (samePromise(both.old, both.new)) continue;
    const spot = seen(both, ({ place }) => place);
    const why = `"${both.new.name}" `;
    if (!caseFollows(both))
      recorder.say("CASE-CHANGED", spot, `${why}has another outcome, or another request`);
    else {
      const detail = { severity: "compatible", breaks: "nobody", at: null, example: null } as const;
      recorder.tell("CASE-CHANGED", spot, { ...detail, why: `${why}promises more than before` });
    }
  }
}

function caseFollows({ old, new: now }: Pair<Case>): boolean {
  if (!samePromise(old.send, now.send) || !whereWithin(now.where, old.where)) return false;
  if (old.expect.kind === "outcome")
    return now.expect.kind === "outcome" && outcomesWithin(now.expect.outcomes, old.expect.outcomes);
  return now.expect.kind === "sequence" && languages(old.expect.sequence, now.expect.sequence).fresh === null;
}
