import type { FrameData, Reading } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Channel, Message } from "../../contract/model.ts";
import { idsIn } from "./correlation.ts";
import { type Exchange, isOpen } from "../exchange/exchange.ts";
import type { Incoming } from "./incoming.ts";
import type { FrameId } from "../model.ts";
import { inOrder } from "../exchange/open-exchanges.ts";
import { repliesOf } from "../exchange/sequence-facts.ts";
import type { Connection, Moment } from "../state.ts";

interface ServerFrame {
  readonly frame: FrameId;
  readonly data: FrameData;
}

/** A frame of the server: a declared message, or the reading that says what else it is. */
export type Identified =
  | { readonly kind: "message"; readonly incoming: Incoming }
  | { readonly kind: "other"; readonly reading: Reading };

/**
 * Reads a frame of the server. What the constants of all messages cannot tell, or tell to be broken, is read again
 * among the messages of the open exchange whose id it carries: replies often have no discriminator.
 */
export function identify(moment: Moment, { frame, data }: ServerFrame): Identified {
  const { scope, connection, at } = moment;
  const { channel } = connection;
  const first = scope.reader.read(channel, "server", data, null);
  const reading = first.kind === "invalid" || first.kind === "unknown" ? again(moment, data, first) : first;
  switch (reading.kind) {
    case "message": {
      const readings = reading.also.length === 0 ? [reading.message] : allOf(channel, reading);
      return message({ frame, at, reading, readings, payload: reading.payload, faults: SOUND });
    }
    case "invalid": {
      const { message: named, payload, faults } = reading;
      return message({ frame, at, reading, readings: [named], payload, faults });
    }
    case "unchecked":
      return message({ frame, at, reading, readings: allOf(channel, reading), payload: null, faults: SOUND });
    default:
      return { kind: "other", reading };
  }
}

const SOUND: Incoming["faults"] = [];

function allOf(
  { messages }: Channel,
  { message: first, also }: Reading & { readonly kind: "message" | "unchecked" },
): Message[] {
  return [first, ...messages.filter(({ name }) => also.includes(name))];
}

function message(incoming: Incoming): Identified {
  return { kind: "message", incoming };
}

function again(moment: Moment, data: FrameData, first: Reading & { readonly payload: Json }): Reading {
  const { scope, connection } = moment;
  const { channel } = connection;
  for (const { view } of carried(connection, first.payload)) {
    const { names } = repliesOf(channel, view.operation);
    const reading = scope.reader.read(channel, "server", data, names);
    if (reading.kind === "message" || reading.kind === "invalid") return reading;
  }
  return first;
}

/** The open exchanges whose id one of their replies would find in the payload, oldest first. */
function carried({ channel, exchanges }: Connection, payload: Json): readonly Exchange[] {
  if (exchanges.size === 0) return [];
  const found: Exchange[] = [];
  for (const operation of channel.operations) {
    if (operation.kind !== "client") continue;
    const lane = exchanges.lane(operation.name);
    if (lane === undefined || lane.all.length === 0) continue;
    for (const id of idsIn(repliesOf(channel, operation).messages, payload))
      found.push(...lane.withId(id).filter((one) => isOpen(one) && one.behind === null));
  }
  return inOrder(found);
}
