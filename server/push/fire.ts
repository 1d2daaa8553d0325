import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import type { Connection } from "../connection.ts";
import type { Pushing, Recipient } from "../decisions.ts";
import type { Request } from "../exchange/exchange.ts";
import { send } from "../transmit.ts";
import type { World } from "../world.ts";
import { expectAnswer } from "./answers.ts";
import { audienceOf } from "./audience.ts";
import type { Push } from "./push-index.ts";
import { inExchange, planPush, pushPayload } from "./push-message.ts";

/** What set off a push. */
interface Trigger {
  readonly sender: Connection;
  readonly request: Json | undefined;
  readonly handshake: Json;
  /** True: the sender knows it already. */
  readonly isTold: boolean;
}

/** Sends what a client's operation triggers, now that it succeeded, and what waited for it. */
export function fireBy(world: World, sender: Connection, { operation, payload }: Request): void {
  const { channel, handshake } = sender;
  for (const push of world.pushes.by(channel.name, operation.name))
    fire(world, push, { sender, request: payload, handshake, isTold: false });
  if (world.unsolicited) fireUnasked(world, sender, operation.name);
}

/** Sends what a new connection triggers, once its opening is over. */
export function fireConnected(world: World, sender: Connection): void {
  const { channel, handshake } = sender;
  const trigger = { sender, request: undefined, handshake, isTold: false };
  for (const push of world.pushes.onConnect(channel.name))
    fire(world, push, { ...trigger, isTold: isInOpening(push) });
  if (world.unsolicited) fireUnasked(world, sender, "");
}

/** The most messages of one operation that come unasked on one connection; the next one gets those that follow. */
export const MOST_UNASKED = 64;

/**
 * Sends what may come at any time, each message once to each connection. What the opening says never comes unasked.
 */
function fireUnasked(world: World, sender: Connection, after: string): void {
  const { channel, handshake, unasked } = sender;
  for (const push of world.pushes.unsolicited(channel.name)) {
    if (push.operation.after !== after || unasked.has(push.operation) || isInOpening(push)) continue;
    unasked.add(push.operation);
    const times = Math.min(MOST_UNASKED, push.operation.messages.length);
    for (let time = 0; time < times; time += 1)
      sayUnasked(world, push, { sender, request: undefined, handshake, isTold: false });
  }
}

/** Nobody is owed what may come at any time: a message that can't be made is left out, and the next one comes. */
function sayUnasked(world: World, push: Push, trigger: Trigger): void {
  try {
    fire(world, push, trigger);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    world.log(error.message);
  }
}

/** Sends what the others learn when a client has left. */
export function fireDisconnected(world: World, sender: Connection): void {
  const trigger = { sender, request: undefined, handshake: sender.handshake, isTold: true };
  for (const push of world.pushes.onDisconnect(sender.channel.name)) fire(world, push, trigger);
}

/** The opening says it already, to the one who connects. */
function isInOpening({ channel, operation }: Push): boolean {
  const { opening } = channel;
  if (opening.kind === "none") return false;
  return opening.sequence.states.some(({ steps }) =>
    steps.some(({ on }) => on.kind === "name" && operation.messages.includes(on.name)),
  );
}

function fire(world: World, push: Push, trigger: Trigger): void {
  const { channel, operation } = push;
  const present = [...world.connections].filter(
    (one) =>
      one.channel === channel &&
      one.phase === "open" &&
      sameAddress(one, trigger.sender) &&
      !(trigger.isTold && one === trigger.sender) &&
      (operation.after === "" || one.succeeded.has(operation.after)),
  );
  const pushing: Pushing = { operation, channel, sender: trigger.sender, present };
  const planned = planPush(world, { push, turn: world.turns.next(operation), sources: trigger });
  const { message, correlation } = planned;
  const owed = audienceOf(pushing, { request: trigger.request, message: message.name, correlation });
  const recipients = world.decisions.recipients(owed, pushing);
  if (recipients.length === 0) return;
  const payload = pushPayload(world, planned);
  for (const recipient of recipients) deliver(world, push, { recipient, message, payload });
}

/** Channels with parameters have an address for each set of values. */
function sameAddress(one: Connection, other: Connection): boolean {
  const values = other.session.parameters;
  return Object.entries(one.session.parameters).every(
    ([name, value]) => !Object.hasOwn(values, name) || values[name] === value,
  );
}

function deliver(
  world: World,
  { operation }: Push,
  what: { readonly recipient: Recipient; readonly message: Message; readonly payload: Json },
): void {
  const { message } = what;
  const { connection, exchange } = what.recipient;
  const payload = exchange === null ? what.payload : inExchange(world, exchange, what);
  exchange?.note(message, payload);
  expectAnswer(world, connection, { operation, message, payload });
  send(world, connection, { message, payload, cause: { kind: "push", operation, exchange } });
  if (exchange?.isOver() === true) exchange.end();
}
