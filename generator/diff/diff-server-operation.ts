import type { Audience, Channel, ServerOperation, Trigger } from "../../contract/model.ts";
import { added, diffEchoes, removed } from "./diff-client-operation.ts";
import type { SchemaDiffer } from "./diff-schemas.ts";
import { diffDeadline, type Pair, seen } from "./diff-terms.ts";
import type { Recorder } from "./recorder.ts";
import { samePromise } from "./same-promise.ts";

/** What the service sends by itself: why, to whom, and what clients owe for it. */
export function diffServerOperation({ recorder }: SchemaDiffer, pair: Pair<ServerOperation>): void {
  const { name } = pair.new;
  const spot = seen(pair, ({ place }) => place);
  for (const message of added(seen(pair, ({ messages }) => messages)))
    recorder.say("PUSHED-MESSAGE-ADDED", spot, `the service may send ${message} as ${name} too`);
  for (const message of removed(seen(pair, ({ messages }) => messages)))
    recorder.say("PUSHED-MESSAGE-REMOVED", spot, `the service does not send ${message} as ${name} any more`);
  diffTrigger(recorder, pair);
  diffAudience(recorder, pair);
  diffEchoes(
    recorder,
    seen(pair, ({ echoes }) => echoes),
  );
  diffDeadline(
    recorder,
    seen(pair, ({ within }) => within),
    name,
  );
  if (pair.old.after !== pair.new.after) recorder.say("PRECONDITION-CHANGED", spot, preconditionWords(pair));
  diffAnswer(recorder, pair);
}

function preconditionWords({ old, new: now }: Pair<ServerOperation>): string {
  if (now.after === "") return `${now.name} comes without ${old.after} before`;
  return `${now.name} comes only after ${now.after}${old.after === "" ? "" : `, before after ${old.after}`}`;
}

function diffTrigger(recorder: Recorder, pair: Pair<ServerOperation>): void {
  const { old, new: now } = seen(pair, ({ trigger }) => trigger);
  if (samePromise(old, now)) return;
  const place = (one: Trigger): string | null => (one.kind === "unsolicited" ? null : one.place);
  const spot = { old: place(old), new: place(now) };
  const { name } = pair.new;
  if (old.kind === "unsolicited")
    recorder.say("TRIGGER-DECLARED", spot, `when ${name} comes is promised now`);
  else if (now.kind === "unsolicited")
    recorder.say("TRIGGER-WITHDRAWN", spot, `when ${name} comes is promised no more`);
  else recorder.say("TRIGGER-CHANGED", spot, `${name} comes for another reason`);
}

function diffAudience(recorder: Recorder, pair: Pair<ServerOperation>): void {
  const { old, new: now } = seen(pair, ({ audience }) => audience);
  if (samePromise(old, now)) return;
  const place = (one: Audience): string | null => (one.kind === "undeclared" ? null : one.place);
  const spot = { old: place(old), new: place(now) };
  const { name } = pair.new;
  if (old.kind === "undeclared")
    recorder.say("AUDIENCE-DECLARED", spot, `who gets ${name} is promised now: ${now.kind}`);
  else if (now.kind === "undeclared")
    recorder.say("AUDIENCE-WITHDRAWN", spot, `who gets ${name} is promised no more`);
  else
    recorder.say(
      "AUDIENCE-CHANGED",
      spot,
      `${name} reaches others than before: ${now.kind}, not ${old.kind}`,
    );
}

function diffAnswer(recorder: Recorder, pair: Pair<ServerOperation>): void {
  const { old, new: now } = seen(pair, ({ answer }) => (answer.kind === "owed" ? answer.messages : []));
  const spot = seen(pair, ({ place }) => place);
  const { name } = pair.new;
  if (old.length === 0 && now.length > 0) {
    recorder.say("ANSWER-ASKED", spot, `clients have to answer ${name} now`);
    return;
  }
  if (old.length > 0 && now.length === 0) {
    recorder.say("ANSWER-REMOVED", spot, `clients need not answer ${name} any more`);
    return;
  }
  for (const message of added({ old, new: now }))
    recorder.say("REQUEST-ADDED", spot, `clients may answer ${name} with ${message} too`);
  for (const message of removed({ old, new: now }))
    recorder.say("REQUEST-REMOVED", spot, `clients may not answer ${name} with ${message} any more`);
}

/** A push that is new: harmless where only those get it who ask for it in a new way. */
export function recordNewPush(recorder: Recorder, old: Channel, push: ServerOperation): void {
  const isNew = (name: string): boolean => name !== "" && !old.operations.some((one) => one.name === name);
  const { trigger, audience } = push;
  const asked =
    isNew(push.after) ||
    (trigger.kind === "operation" && isNew(trigger.operation) && audience.kind === "sender") ||
    (audience.kind === "running" && isNew(audience.operation));
  const spot = { old: null, new: push.place };
  const what = `the service sends ${push.messages.join(", ")} (${push.name})`;
  if (!asked) {
    recorder.say("PUSH-ADDED", spot, `${what}, which clients did not get`);
    return;
  }
  const detail = { severity: "compatible", breaks: "nobody", at: null, example: null } as const;
  recorder.tell("PUSH-ADDED", spot, { ...detail, why: `${what} to clients that ask for it in a new way` });
}
