import type { Channel, ClientOperation, Contract, ServerOperation } from "../../contract/model.ts";
import type { Exclusive } from "../plan.ts";

/** A push, and the channel it is sent on. */
export interface Push {
  readonly channel: Channel;
  readonly operation: ServerOperation;
}

/** What the server sends by itself when a client does this. */
export function pushesOf(contract: Contract, channel: Channel, operation: ClientOperation): readonly Push[] {
  const pushes = triggered.get(contract) ?? pushesByTrigger(contract);
  triggered.set(contract, pushes);
  return pushes.get(triggerKey(channel.name, operation.name)) ?? [];
}

/** Of each contract, once: every request of every channel asks. */
const triggered = new WeakMap<Contract, ReadonlyMap<string, readonly Push[]>>();

function pushesByTrigger({ channels }: Contract): ReadonlyMap<string, readonly Push[]> {
  const found = new Map<string, Push[]>();
  for (const channel of channels)
    for (const operation of channel.operations)
      if (operation.kind === "server" && operation.trigger.kind === "operation") {
        const key = triggerKey(operation.trigger.channel, operation.trigger.operation);
        const pushes = found.get(key) ?? [];
        pushes.push({ channel, operation });
        found.set(key, pushes);
      }
  return found;
}

function triggerKey(channel: string, operation: string): string {
  return JSON.stringify([channel, operation]);
}

/** Does a request reach anyone but its sender? */
export function reachesOthers(contract: Contract, channel: Channel, operation: ClientOperation): boolean {
  return reachOf(contract, channel, operation) !== false;
}

/** Beside which others a test that sends this request must not run: beside those whom it may reach. */
export function reachOf(contract: Contract, channel: Channel, operation: ClientOperation): Exclusive {
  const reaching = pushesOf(contract, channel, operation).filter(
    (push) => push.operation.audience.kind !== "sender",
  );
  if (reaching.length === 0) return false;
  return reaching.every((push) => push.channel === channel) ? "channel" : true;
}

/** What holds where all of these do. */
export function widest(all: readonly Exclusive[]): Exclusive {
  return all.includes(true) || (all.includes("channel") && "channel");
}
