import { messageNamed } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import { composeReply } from "../compose/reply.ts";
import { identityEdits, learnIdentity } from "../identity.ts";
import { send } from "../transmit.ts";
import type { World } from "../world.ts";
import type { Exchange } from "./exchange.ts";

/** The exchange's next message of that name, made by its rules. */
export function nextMessage(
  world: World,
  exchange: Exchange,
  name: string,
): { message: Message; payload: Json } {
  const { connection, operation, tally, correlation, script, request, planned } = exchange;
  const message = messageNamed(connection.channel, name);
  const payload = composeReply(world.composer, message, {
    operation,
    tally,
    correlation,
    planned,
    sources: { request: request.payload, handshake: connection.handshake },
    where: script.where,
    further: identityEdits(connection, message),
  });
  return { message, payload };
}

/** Sends it. `interrupted`: the exchange that this reply ends besides its own. */
export function say(
  world: World,
  exchange: Exchange,
  what: { readonly message: Message; readonly payload: Json; readonly interrupted: Exchange | null },
): void {
  const { message, payload, interrupted } = what;
  exchange.note(message, payload);
  learnIdentity(exchange.connection, message, payload);
  const cause = { kind: "reply", exchange, ends: exchange.isOver(), interrupted } as const;
  send(world, exchange.connection, { message, payload, cause });
}
