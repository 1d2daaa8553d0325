import { operationNamed } from "../contract/index.ts";
import type { Channel } from "../contract/model.ts";
import type { Connection } from "./connection.ts";
import { filledIn } from "./filled-in.ts";
import type { Client, Exchange, Replies, Walk } from "./model.ts";

/** Says all of a walk; gives the replies of every step, in the order of the steps. */
export async function goWalk(
  client: Client,
  connection: Connection,
  walk: Walk,
): Promise<readonly Replies[]> {
  const exchanges: Exchange[] = [];
  for (const [index, { operation, message, payload }] of walk.entries()) {
    if (!connection.open) break;
    const exchange = client.send(message, await filledIn(connection, message, payload));
    exchanges.push(exchange);
    const next = walk[index + 1];
    if (next !== undefined && interrupts(connection.channel, next.operation, operation)) continue;
    if (leavesConversation(connection.channel, await exchange.ended())) break;
  }
  return Promise.all(exchanges.map((exchange) => exchange.ended()));
}

function interrupts(channel: Channel, name: string, target: string): boolean {
  const operation = operationNamed(channel, name);
  return operation.kind === "client" && operation.interrupts.includes(target);
}

/** What was refused or ended in an error counts as never sent: what would come next is another conversation. */
function leavesConversation({ conversation }: Channel, { phase }: Replies): boolean {
  return conversation.kind === "sequence" && phase !== "ended" && phase !== "open-ended";
}
