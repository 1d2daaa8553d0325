import { messageNamed, operationNamed } from "../contract/index.ts";
import type { Json } from "../contract/json.ts";
import { pointerGet } from "../contract/json-pointer.ts";
import type { Channel } from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import { filledIn } from "./filled-in.ts";
import type { Client, Exchange, Replies, Walk } from "./model.ts";

/**
 * Says all of a walk; gives the replies of its steps, in their order, up to the first that leaves the conversation. It
 * ends before a step that would use an id again whose exchange may still run: that is another kind of input. Of
 * steps in a row to which no reply is due, all are said at once: that nothing comes is shown for them together.
 */
export async function goWalk(
  client: Client,
  connection: Connection,
  walk: Walk,
): Promise<readonly Replies[]> {
  const { channel } = connection;
  const said: Said[] = [];
  for (const [index, { operation, message, payload }] of walk.entries()) {
    if (!connection.open) break;
    const filled = await filledIn(connection, message, payload);
    const id = idIn(channel, message, filled);
    if (said.some((one) => one.id === id && id !== "" && mayRun(one, channel, operation))) break;
    const step: Said = { operation, id, exchange: client.send(message, filled), replies: null };
    said.push(step);
    const next = walk[index + 1];
    if (next !== undefined && goesOn(channel, operation, next.operation)) continue;
    step.replies = await step.exchange.ended();
    if (leavesConversation(channel, step.replies)) break;
  }
  const all = await Promise.all(said.map(({ exchange }) => exchange.ended()));
  const last = all.findIndex((replies) => leavesConversation(channel, replies));
  return last === -1 ? all : all.slice(0, last + 1);
}

interface Said {
  readonly operation: string;
  /** Correlation values of the request as text; "" for none. */
  readonly id: string;
  readonly exchange: Exchange;
  /** Null as long as nobody has waited for its end. */
  replies: Replies | null;
}

function idIn(channel: Channel, message: string, payload: Json): string {
  const { correlation } = messageNamed(channel, message);
  return correlation.length === 0
    ? ""
    : JSON.stringify(correlation.map((pointer) => pointerGet(payload, pointer) ?? null));
}

/** Subscriptions go on after their first reply; what interrupts them carries their id. */
function mayRun({ operation, replies }: Said, channel: Channel, next: string): boolean {
  if (owesNothing(channel, operation)) return false;
  return replies?.phase !== "ended" && !interrupts(channel, next, operation);
}

/** Is the next one said before this one is over? Of two of one operation nobody could tell which the answer is to. */
function goesOn(channel: Channel, name: string, next: string): boolean {
  if (next !== name && interrupts(channel, next, name)) return true;
  // One that is refused would leave the conversation.
  return channel.conversation.kind !== "sequence" && owesNothing(channel, name) && owesNothing(channel, next);
}

function owesNothing(channel: Channel, name: string): boolean {
  const operation = operationNamed(channel, name);
  return operation.kind === "client" && operation.sequence.kind === "none";
}

function interrupts(channel: Channel, name: string, target: string): boolean {
  const operation = operationNamed(channel, name);
  return operation.kind === "client" && operation.interrupts.includes(target);
}

/** What was refused or ended in an error counts as never sent: what would come next is another conversation. */
function leavesConversation(channel: Channel, { phase, messages }: Replies): boolean {
  if (channel.conversation.kind !== "sequence") return false;
  const last = messages.at(-1);
  const failed = last !== undefined && messageNamed(channel, last.name).error;
  return failed || (phase !== "ended" && phase !== "open-ended");
}
