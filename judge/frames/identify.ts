import type { FrameData, Reading } from "../../contract/frame.ts";
import type { Json } from "../../contract/json.ts";
import type { Message } from "../../contract/model.ts";
import { idOf } from "./correlation.ts";
import { type Exchange, isOpen } from "../exchange/exchange.ts";
import type { Incoming } from "./incoming.ts";
import type { FrameId } from "../model.ts";
import { isReply } from "../exchange/sequence-facts.ts";
import type { Moment } from "../state.ts";

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
      const also = channel.messages.filter(({ name }) => reading.also.includes(name));
      const readings = [reading.message, ...also];
      return message({ frame, at, reading, readings, payload: reading.payload, faults: [] });
    }
    case "invalid": {
      const { message: named, payload, faults } = reading;
      return message({ frame, at, reading, readings: [named], payload, faults });
    }
    case "unchecked":
      return message({ frame, at, reading, readings: [reading.message], payload: null, faults: [] });
    default:
      return { kind: "other", reading };
  }
}

function message(incoming: Incoming): Identified {
  return { kind: "message", incoming };
}

function again(moment: Moment, data: FrameData, first: Reading & { readonly payload: Json }): Reading {
  const { scope, connection } = moment;
  const { messages } = connection.channel;
  for (const exchange of connection.exchanges) {
    const own = messages.filter(({ name }) => isReply(exchange.view.operation, name));
    if (!carriesId(exchange, own, first.payload)) continue;
    const among = own.map(({ name }) => name);
    const reading = scope.reader.read(connection.channel, "server", data, among);
    if (reading.kind === "message" || reading.kind === "invalid") return reading;
  }
  return first;
}

function carriesId(exchange: Exchange, own: readonly Message[], payload: Json): boolean {
  if (exchange.id === null || !isOpen(exchange) || exchange.behind !== null) return false;
  return own.some((one) => idOf(one, payload) === exchange.id);
}
