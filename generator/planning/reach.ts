import type { Channel, ClientOperation, Contract, ServerOperation } from "../../contract/model.ts";

/** A push, and the channel it is sent on. */
export interface Push {
  readonly channel: Channel;
  readonly operation: ServerOperation;
}

/** What the server sends by itself when a client does this. */
export function pushesOf(contract: Contract, channel: Channel, operation: ClientOperation): Push[] {
  return contract.channels.flatMap((target) =>
    target.operations.flatMap((push) =>
      push.kind === "server" && isTriggeredBy(push, channel, operation)
        ? [{ channel: target, operation: push }]
        : [],
    ),
  );
}

function isTriggeredBy({ trigger }: ServerOperation, channel: Channel, operation: ClientOperation): boolean {
  return (
    trigger.kind === "operation" && trigger.operation === operation.name && trigger.channel === channel.name
  );
}

/** Does a request reach anyone but its sender? Such a test must not run beside others. */
export function reachesOthers(contract: Contract, channel: Channel, operation: ClientOperation): boolean {
  return pushesOf(contract, channel, operation).some((push) => push.operation.audience.kind !== "sender");
}
