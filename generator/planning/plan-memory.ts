import { createHash } from "node:crypto";
import type { Channel, Contract } from "../../contract/model.ts";
import { type ContractParts, partsOf } from "../affected/contract-parts.ts";
import type { Family, PlannedFile } from "../plan.ts";
import type { PlanOptions } from "./planning.ts";

/**
 * The last plans of channels, by name, for who plans again and again: what nothing has changed for is taken from here.
 * A plan with a memory is the same as one without.
 */
export type PlanMemory = Map<string, ChannelPlans>;

export interface ChannelPlans {
  /** Everything that these depend on. */
  readonly print: string;
  readonly files: Map<Family, PlannedFile>;
}

/** Gives what is remembered, else makes it and remembers it. */
export function recall(
  contract: Contract,
  options: PlanOptions,
  memory: PlanMemory,
): (channel: Channel, family: Family, make: () => PlannedFile) => PlannedFile {
  const printOf = planPrints(contract, options);
  const before = new Map(memory);
  memory.clear();
  for (const { name } of contract.channels) {
    const print = printOf(name);
    const last = before.get(name);
    memory.set(name, last?.print === print ? last : { print, files: new Map() });
  }
  return ({ name }, family, make) => {
    const files = memory.get(name)?.files;
    const file = files?.get(family) ?? make();
    files?.set(family, file);
    return file;
  };
}

/** What the plans of a channel depend on: all operations, and the messages of the channel and of those that it is tied to. */
function planPrints(contract: Contract, options: PlanOptions): (channel: string) => string {
  const parts = partsOf(contract);
  // It holds every operation of the document, and each channel's print would hold it again.
  const shared = hashed(
    JSON.stringify([
      options.values,
      options.seed,
      options.maxWaitMs,
      parts.common,
      [...parts.channels].map(([name, { own, operations }]) => [name, own, [...operations.values()]]),
    ]),
  );
  const ties = tiesOf(contract);
  return (name) => JSON.stringify([shared, tiedTo(ties, name).map((one) => messagesIn(parts, one))]);
}

function hashed(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function messagesIn({ channels }: ContractParts, name: string): readonly string[] {
  return [...(channels.get(name)?.messages.values() ?? [])];
}

/** For each channel those of which one triggers what comes on the other. */
type Ties = ReadonlyMap<string, ReadonlySet<string>>;

function tiesOf({ channels }: Contract): Ties {
  const ties = new Map<string, Set<string>>();
  const tie = (one: string, other: string): void => {
    ties.set(one, (ties.get(one) ?? new Set()).add(other));
  };
  for (const { name, operations } of channels)
    for (const operation of operations)
      if (operation.kind === "server" && operation.trigger.kind === "operation") {
        tie(name, operation.trigger.channel);
        tie(operation.trigger.channel, name);
      }
  return ties;
}

/** The channels that this one is tied to, over any number of steps, and itself; sorted. */
function tiedTo(ties: Ties, name: string): string[] {
  const found = new Set([name]);
  // A set gives what is added while it is walked.
  for (const one of found) for (const other of ties.get(one) ?? []) found.add(other);
  return [...found].sort();
}
