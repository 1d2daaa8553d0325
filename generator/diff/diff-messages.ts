import { jsonEqual } from "../../contract/json.ts";
import type { Channel, Message } from "../../contract/model.ts";
import type { Breaks } from "./change.ts";
import { diffSchemas, type SchemaDiffer, type Sender } from "./diff-schemas.ts";
import { type Pair, seen } from "./diff-terms.ts";
import { namesIn } from "../../contract/index.ts";
import { match, type Matched } from "./match.ts";
import { samePromise } from "./same-promise.ts";
import type { ContractRule } from "./rules.ts";
import { classOf } from "./rules.ts";
import { sameSchema } from "./schema/same.ts";

/** Messages by name; what is left by what it looks like, as names are not on the wire. */
export function matchMessages({ bench }: SchemaDiffer, channels: Pair<Channel>): Matched<Message> {
  const sameSenders = (old: Message, now: Message): boolean =>
    samePromise(sendersOf(channels.old, old.name), sendersOf(channels.new, now.name));
  return match(channels.old.messages, channels.new.messages, [
    (old, now) => old.name === now.name,
    (old, now) => {
      const [before, after] = [old.content, now.content];
      if (before.kind !== "json" || after.kind !== "json") return false;
      const schemas = [
        bench.part("old", before.schema).schema,
        bench.part("new", after.schema).schema,
      ] as const;
      return sameSenders(old, now) && sameSchema(bench, ...schemas);
    },
  ]);
}

/** Who may send a message on a channel. */
export function sendersOf(channel: Channel, name: string): Sender[] {
  const clients = channel.operations.some((operation) =>
    operation.kind === "client"
      ? operation.requests.includes(name)
      : operation.answer.kind === "owed" && operation.answer.messages.includes(name),
  );
  const service =
    channel.operations.some((operation) =>
      operation.kind === "server" ? operation.messages.includes(name) : repliesOf(operation).includes(name),
    ) ||
    (channel.opening.kind === "sequence" && namesIn(channel.opening.sequence).includes(name)) ||
    rejectedWith(channel).includes(name);
  return [...(clients ? ["clients" as const] : []), ...(service ? ["service" as const] : [])];
}

type ClientOperation = Channel["operations"][number] & { kind: "client" };

function repliesOf({ replies, sequence }: ClientOperation): string[] {
  return [...replies, ...(sequence.kind === "sequence" ? namesIn(sequence.sequence) : [])];
}

/** Messages that refuse bad input. */
function rejectedWith({ rejects, operations, idle }: Channel): string[] {
  const all = [rejects, ...operations.flatMap((one) => (one.kind === "client" ? [one.rejects] : []))];
  const replies = all.flatMap((one) =>
    Object.values(one).flatMap((refusal) =>
      refusal.kind === "unspecified"
        ? []
        : refusal.outcomes.flatMap((outcome) => ("reply" in outcome ? [outcome.reply.message] : [])),
    ),
  );
  return idle.kind === "close" ? [...replies, idle.reply] : replies;
}

/** The messages that both channels have. Old ones speak in new names. */
export function diffMessages(differ: SchemaDiffer, channels: Pair<Channel>): void {
  for (const now of channels.new.messages) {
    const old = channels.old.messages.find(({ name }) => name === now.name);
    if (old === undefined) continue;
    const by = [...new Set([...sendersOf(channels.old, now.name), ...sendersOf(channels.new, now.name)])];
    diffMessage(differ, { old, new: now }, by);
  }
}

function diffMessage(differ: SchemaDiffer, pair: Pair<Message>, by: readonly Sender[]): void {
  const { recorder } = differ;
  const { old, new: now } = pair;
  const spot = seen(pair, ({ place }) => place);
  const say = (rule: ContractRule, why: string): void => {
    const { severity } = classOf(rule);
    const breaks = severity === "breaking" ? partyOf(by) : "nobody";
    const harmless = severity === "breaking" && breaks === "nobody";
    recorder.tell(rule, spot, {
      severity: harmless ? "compatible" : severity,
      breaks,
      at: null,
      example: null,
      why,
    });
  };
  const moved = movedConstants(pair);
  if (moved.length > 0) say("DISCRIMINATOR-CHANGED", `${now.name} is told by another value at ${moved[0]}`);
  diffContent(differ, pair, { by, moved });
  if (!samePromise(old.correlation, now.correlation)) {
    const rule = old.correlation.length === 0 ? "CORRELATION-DECLARED" : "CORRELATION-CHANGED";
    const where = now.correlation.length === 0 ? "nowhere" : now.correlation.join(" and ");
    recorder.say(rule, spot, `the id that ties ${now.name} to its exchange stands ${where} now`);
  }
  if (old.error !== now.error)
    say(
      "ERROR-MARK-CHANGED",
      `${now.name} ${now.error ? "tells a failure now" : "tells no failure any more"}`,
    );
  diffSamples(differ, pair);
  if (old.title !== now.title || old.description !== now.description)
    say("TEXT-CHANGED", `${now.name} is described in other words`);
}

function partyOf(by: readonly Sender[]): Breaks {
  if (by.length === 2) return "both";
  if (by.length === 0) return "nobody";
  return by.includes("clients") ? "senders" : "receivers";
}

/** Where a message had a constant that tells it apart, and none of its values is left. */
function movedConstants({ old, new: now }: Pair<Message>): string[] {
  return old.constants
    .filter(({ pointer, values }) =>
      now.constants.some(
        (one) =>
          one.pointer === pointer &&
          values.every((value) => one.values.every((other) => !jsonEqual(value, other))),
      ),
    )
    .map(({ pointer }) => pointer);
}

interface About {
  readonly by: readonly Sender[];
  readonly moved: readonly string[];
}

function diffContent(differ: SchemaDiffer, pair: Pair<Message>, { by, moved }: About): void {
  const { old, new: now } = seen(pair, ({ content }) => content);
  const spot = seen(pair, ({ place }) => place);
  const { name } = pair.new;
  if (old.kind !== now.kind) {
    const breaks = partyOf(by);
    const why = `${name} is ${now.kind}, before it was ${old.kind}`;
    const severity = breaks === "nobody" ? "compatible" : "breaking";
    differ.recorder.tell("CONTENT-CHANGED", spot, { severity, breaks, at: null, example: null, why });
    return;
  }
  if (old.kind === "unchecked" || now.kind === "unchecked") {
    if (!samePromise(old, now))
      differ.recorder.say("CONTENT-UNDECIDED", spot, `the content of ${name} can't be compared`);
    return;
  }
  if (old.kind === "binary" || now.kind === "binary") return;
  diffSchemas(differ, { old: old.schema, new: now.schema }, { by, what: name, except: moved });
}

function diffSamples({ recorder }: SchemaDiffer, pair: Pair<Message>): void {
  const { old, new: now } = pair;
  const spot = seen(pair, ({ place }) => place);
  const payloads = ({ examples }: Message): unknown[] => examples.map(({ payload }) => payload);
  const only = now.samples === "examples";
  if (old.samples !== now.samples) {
    const rule = only ? "SAMPLES-NARROWED" : "SAMPLES-WIDENED";
    recorder.say(
      rule,
      spot,
      `${only ? "only the examples" : "not only the examples"} of ${now.name} are valid`,
    );
    return;
  }
  if (samePromise(payloads(old), payloads(now))) return;
  const lost = payloads(old).some((one) => !payloads(now).some((other) => samePromise(one, other)));
  if (!only) recorder.say("EXAMPLES-CHANGED", spot, `${now.name} has other examples`);
  else if (lost) recorder.say("SAMPLES-NARROWED", spot, `an example of ${now.name} is valid no more`);
  else recorder.say("SAMPLES-WIDENED", spot, `another example of ${now.name} is valid`);
}
