import { namesIn } from "../../contract/index.ts";
import type {
  Channel,
  ClientOperation,
  Contract,
  HandshakeField,
  Place,
  Sequence,
  ServerOperation,
} from "../../contract/model.ts";
import { fieldsOf, item } from "./items.ts";
import { messageItems, valueItems } from "./message-items.ts";
import type { CoverageItem } from "./model.ts";
import { refusalItems } from "./refusal-items.ts";

/** Everything of a contract that a run can exercise, in document order. */
export function declaredItems(contract: Contract): CoverageItem[] {
  const items = new Map<string, CoverageItem>();
  for (const one of everyItem(contract)) if (!items.has(one.id)) items.set(one.id, one);
  return [...items.values()];
}

/** The same, with what several messages share at each of them. */
export function everyItem(contract: Contract): CoverageItem[] {
  return [...contract.channels.flatMap((channel) => channelItems(contract, channel)), ...rootItems(contract)];
}

function channelItems(contract: Contract, channel: Channel): CoverageItem[] {
  const about = { channel: channel.name, subject: "" };
  return [
    item({ kind: "connection", ...about }, channel.place, { label: `opens ${channel.path}` }),
    ...fieldsOf(channel).flatMap((field) => fieldItems(contract, channel, field)),
    ...channel.subprotocols.map((name) =>
      item({ kind: "subprotocol", ...about }, channel.place, { label: `subprotocol ${name}`, detail: name }),
    ),
    ...securityItems(contract, channel),
    ...openingItems(channel),
    ...(channel.conversation.kind === "sequence"
      ? stepItems({ ...about, chosenBy: "client" }, channel.conversation.sequence)
      : []),
    ...limitItems(channel),
    ...(channel.idle.kind === "close"
      ? [item({ kind: "idle", ...about }, channel.idle.place, { label: "closes a silent connection" })]
      : []),
    ...refusalItems(channel, null),
    ...channel.operations.flatMap((operation) =>
      operation.kind === "client" ? clientItems(channel, operation) : serverItems(channel, operation),
    ),
    ...channel.messages.flatMap((message) => messageItems(contract, channel, message)),
  ];
}

function fieldItems(contract: Contract, channel: Channel, field: HandshakeField): CoverageItem[] {
  const about = { channel: channel.name, subject: "" };
  return [
    item({ kind: "field", ...about }, field.place, {
      label: `handshake with ${field.name}`,
      detail: field.name,
    }),
    ...valueItems(contract, { ...about, chosenBy: "client", name: field.name }, field.schema),
  ];
}

/** One for each scheme that is asked for: a channel's alternatives name them. */
function securityItems(contract: Contract, channel: Channel): CoverageItem[] {
  const names = new Set(channel.security.flat().map(({ scheme }) => scheme));
  return contract.securitySchemes
    .filter(({ name }) => names.has(name))
    .map(({ name, place }) =>
      item({ kind: "security", channel: channel.name, subject: "" }, place, {
        label: `credential ${name}`,
        evidence: "test",
      }),
    );
}

function openingItems({ name: channel, opening }: Channel): CoverageItem[] {
  if (opening.kind === "none") return [];
  const about = { kind: "promise", channel, subject: "" } as const;
  const { place } = opening.sequence;
  return [
    item(about, place, { label: "opening" }),
    ...(opening.within.kind === "declared"
      ? [item(about, opening.within.place, { label: "openingWithin" })]
      : []),
    ...stepItems({ channel, subject: "", chosenBy: "server" }, opening.sequence),
  ];
}

function limitItems({ name: channel, limits }: Channel): CoverageItem[] {
  const bounds = (["messageBytes", "messagesPerSecond", "connections", "exchanges"] as const).filter(
    (bound) => limits[bound] !== null,
  );
  return bounds.map((bound) =>
    item({ kind: "limit", channel, subject: "" }, `${limits.place}/${bound}`, {
      label: `${bound}: ${limits[bound]}`,
      evidence: "test",
    }),
  );
}

function clientItems(channel: Channel, operation: ClientOperation): CoverageItem[] {
  const about = { channel: channel.name, subject: operation.name };
  const { sequence, within, gap, echoes, ordered, joins, counts, cases, interrupts } = operation;
  const promised: readonly (readonly [string, Place])[] = [
    ...(within.kind === "declared" ? [["within", within.place] as const] : []),
    ...(gap.kind === "declared" ? [["gap", gap.place] as const] : []),
    ...echoes.map(({ place }) => ["echoes", place] as const),
    ...ordered.map(({ place }) => ["ordered", place] as const),
    ...joins.map(({ place }) => ["joins", place] as const),
    ...counts.map(({ place }) => ["counts", place] as const),
  ];
  return [
    item({ kind: "operation", ...about }, operation.place, {
      label: `${operation.name} is answered as declared`,
    }),
    ...(sequence.kind === "sequence" ? stepItems({ ...about, chosenBy: "server" }, sequence.sequence) : []),
    ...errorItems(about, operation),
    ...promised.map(([label, place]) => item({ kind: "promise", ...about }, place, { label })),
    ...interrupts.map((target) =>
      item({ kind: "interrupt", ...about }, operation.place, {
        label: `interrupts ${target}`,
        detail: target,
      }),
    ),
    ...cases.map((one) => item({ kind: "case", ...about }, one.place, { label: `case ${one.name}` })),
    ...refusalItems(channel, operation),
  ];
}

/** Declared errors that may come in place of the sequence's next step. */
function errorItems(
  about: { readonly channel: string; readonly subject: string },
  { sequence, replies, place }: ClientOperation,
): CoverageItem[] {
  if (sequence.kind === "none") return [];
  const named = new Set(namesIn(sequence.sequence));
  return replies
    .filter((name) => !named.has(name))
    .map((name) =>
      item({ kind: "transition", ...about }, place, {
        label: `${name} in place of the next step`,
        detail: `fail ${name}`,
        chosenBy: "server",
      }),
    );
}

function serverItems(channel: Channel, operation: ServerOperation): CoverageItem[] {
  const about = { channel: channel.name, subject: operation.name };
  const { place, trigger, audience, within, echoes } = operation;
  const chosenBy = trigger.kind === "unsolicited" ? "server" : "client";
  const promised: readonly (readonly [string, Place])[] = [
    ...echoes.map((echo) => ["echoes", echo.place] as const),
    ...(trigger.kind === "unsolicited" ? [] : [[`trigger: ${trigger.kind}`, trigger.place] as const]),
    ...(audience.kind === "undeclared" ? [] : [[`audience: ${audience.kind}`, audience.place] as const]),
    ...(within.kind === "declared" ? [["within", within.place] as const] : []),
  ];
  return [
    item({ kind: "operation", ...about }, place, { label: `${operation.name} is sent`, chosenBy }),
    ...promised.map(([label, at]) => item({ kind: "promise", ...about }, at, { label, chosenBy })),
  ];
}

function stepItems(
  about: { readonly channel: string; readonly subject: string; readonly chosenBy: "client" | "server" },
  sequence: Sequence,
): CoverageItem[] {
  const { channel, subject, chosenBy } = about;
  const before = namesBefore(sequence);
  return sequence.states.flatMap(({ steps }, from) =>
    steps.map(({ on }) => {
      const name = on.kind === "name" ? on.name : `close(${on.code})`;
      return item({ kind: "transition", channel, subject }, sequence.place, {
        label: `${before[from] ?? ""} -> ${name}`,
        detail: `${from} ${name}`,
        chosenBy,
      });
    }),
  );
}

/** For each state what comes right before it, so that a step can be named. */
function namesBefore({ states }: Sequence): string[] {
  const before = states.map((): Set<string> => new Set());
  before[0]?.add("start");
  for (const { steps } of states)
    for (const { on, to } of steps) before[to]?.add(on.kind === "name" ? on.name : `close(${on.code})`);
  return before.map((names) => [...names].join(" or "));
}

function rootItems({ unknownChannel, shutdown }: Contract): CoverageItem[] {
  const none = { channel: "", subject: "" };
  return [
    ...(unknownChannel.kind === "declared"
      ? [item({ kind: "refusal", ...none }, unknownChannel.place, { label: "refuses an undeclared path" })]
      : []),
    ...(shutdown.kind === "close"
      ? [
          item({ kind: "shutdown", ...none }, shutdown.place, {
            label: "closes on shutdown",
            chosenBy: "server",
          }),
        ]
      : []),
  ];
}
