import { operationNamed } from "../../contract/index.ts";
import type { Channel, ClientOperation, Contract, ServerOperation } from "../../contract/model.ts";

/** A push that a client's operation triggers, maybe on another channel. */
export interface TriggeredPush {
  readonly channel: Channel;
  readonly operation: ServerOperation;
  /** The channel on which the trigger is sent. */
  readonly from: Channel;
  readonly trigger: ClientOperation;
}

/** The trigger of a push; null where it has none, or none that a client can send. */
export function triggerOf(
  contract: Contract,
  channel: Channel,
  operation: ServerOperation,
): TriggeredPush | null {
  const { trigger } = operation;
  if (trigger.kind !== "operation") return null;
  const from = contract.channels.find(({ name }) => name === trigger.channel) ?? channel;
  const found = operationNamed(from, trigger.operation);
  return found.kind === "client" ? { channel, operation, from, trigger: found } : null;
}
