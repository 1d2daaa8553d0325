import { namesIn, repliesOf } from "../../contract/index.ts";
import type { Channel, Contract, Message, Operation, Rejects } from "../../contract/model.ts";
import { partsOf } from "./contract-parts.ts";

/**
 * What differs between two contracts, as far as tests can hear of it: on each channel everything, or only what has to
 * do with some requests; a channel that is not listed is as it was.
 */
export type ContractChanges =
  | { readonly kind: "everything" }
  | { readonly kind: "channels"; readonly channels: ReadonlyMap<string, ChannelChanges> };

export type ChannelChanges =
  | { readonly kind: "everything" }
  | {
      readonly kind: "requests";
      /** What comes after these is promised otherwise. */
      readonly answered: ReadonlySet<string>;
      /** These are made otherwise, where a test makes them when it runs. */
      readonly made: ReadonlySet<string>;
    };

/** Says too much rather than too little: a test that is run in vain costs less than one that is left out. */
export function contractChanges(before: Contract, after: Contract): ContractChanges {
  const sides = [partsOf(before), partsOf(after)] as const;
  if (sides[0].common !== sides[1].common) return { kind: "everything" };
  const channels = new Map<string, ChannelChanges>();
  const [earlier, later] = [before, after].map((one) => new Map(one.channels.map((two) => [two.name, two])));
  for (const name of new Set([...sides[0].channels.keys(), ...sides[1].channels.keys()])) {
    const prints = sides.map((side) => side.channels.get(name));
    const forms = [earlier?.get(name), later?.get(name)].filter((one) => one !== undefined);
    const [old, now] = prints;
    if (old === undefined || now === undefined || old.own !== now.own) channels.set(name, EVERYTHING);
    else {
      const messages = differing(old.messages, now.messages);
      const operations = differing(old.operations, now.operations);
      if (messages.size + operations.size > 0) channels.set(name, concerned(forms, { messages, operations }));
    }
  }
  return { kind: "channels", channels };
}

interface Names {
  readonly messages: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
}

const EVERYTHING: ChannelChanges = { kind: "everything" };

/** `forms`: the channel as it was and as it is. */
function concerned(forms: readonly Channel[], { messages, operations }: Names): ChannelChanges {
  const answered = new Set<string>();
  for (const channel of forms) {
    if (!isToldApart(channel)) return EVERYTHING;
    if ([...heardAnytime(channel)].some((name) => messages.has(name))) return EVERYTHING;
    for (const operation of channel.operations) {
      const isChanged = operations.has(operation.name);
      if (operation.kind === "server") {
        if (isChanged) return EVERYTHING;
        continue;
      }
      const isAnsweredSo = isChanged || operation.replies.some((name) => messages.has(name));
      if (isAnsweredSo) for (const name of operation.requests) answered.add(name);
    }
  }
  return { kind: "requests", answered, made: messages };
}

/** One place in all payloads says which message it is: then a change of one message changes no other's reading. */
function isToldApart({ messages }: Channel): boolean {
  const [first] = messages;
  return (
    first?.constants.some(({ pointer }) => {
      const values = messages.flatMap((message) => valuesAt(message, pointer));
      const areAll = messages.every((message) => valuesAt(message, pointer).length > 0);
      return areAll && new Set(values).size === values.length;
    }) ?? true
  );
}

function valuesAt({ constants }: Message, pointer: string): string[] {
  return constants
    .filter((one) => one.pointer === pointer)
    .flatMap(({ values }) => values.map((value) => JSON.stringify(value)));
}

/** Messages that may come, or be asked for, in a test that did not ask for them. */
function heardAnytime({ opening, operations, rejects, idle }: Channel): ReadonlySet<string> {
  return new Set([
    ...(opening.kind === "sequence" ? namesIn(opening.sequence) : []),
    ...operations.flatMap((operation) =>
      operation.kind === "server" ? spokenBy(operation) : refusalsIn(operation.rejects),
    ),
    ...refusalsIn(rejects),
    ...(idle.kind === "close" ? [idle.reply] : []),
  ]);
}

function spokenBy({ messages, answer }: Extract<Operation, { kind: "server" }>): readonly string[] {
  return [...messages, ...(answer.kind === "owed" ? answer.messages : [])];
}

function refusalsIn(rejects: Rejects): string[] {
  return Object.values(rejects).flatMap((refusal) =>
    refusal.kind === "unspecified" ? [] : repliesOf(refusal.outcomes).map(({ message }) => message),
  );
}

function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Set<string> {
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Set([...names].filter((name) => before.get(name) !== after.get(name)));
}
