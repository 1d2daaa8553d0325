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
  const shared = JSON.stringify([
    options.values,
    options.seed,
    options.maxWaitMs,
    parts.common,
    [...parts.channels].map(([name, { own, operations }]) => [name, own, [...operations.values()]]),
  ]);
  return (name) => JSON.stringify([shared, tiedTo(contract, name).map((one) => messagesIn(parts, one))]);
}

function messagesIn({ channels }: ContractParts, name: string): readonly string[] {
  return [...(channels.get(name)?.messages.values() ?? [])];
}

/** The channels of which one triggers what comes on another, over any number of steps; sorted. */
function tiedTo({ channels }: Contract, name: string): string[] {
  const ties = channels.flatMap((channel) =>
    channel.operations.flatMap((operation) =>
      operation.kind === "server" && operation.trigger.kind === "operation"
        ? [[channel.name, operation.trigger.channel] as const]
        : [],
    ),
  );
  const found = new Set([name]);
  // A set gives what is added while it is walked.
  for (const one of found)
    for (const tie of ties) if (tie.includes(one)) for (const other of tie) found.add(other);
  return [...found].sort();
}
