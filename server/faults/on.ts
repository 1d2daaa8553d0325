import type { Json } from "../../contract/json.ts";
import type { Decisions, Outgoing, Wire } from "../decisions.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { FaultScope } from "./model.ts";

/** A reply on its way out. */
export interface Replying {
  readonly outgoing: Outgoing;
  readonly exchange: Exchange;
  /** Its number in the exchange, from 0. */
  readonly index: number;
  readonly ends: boolean;
  readonly interrupted: Exchange | null;
}

/** Changes what goes out in place of a reply of the operations that the fault covers. */
export function onReply(
  scope: FaultScope,
  change: (wires: readonly Wire[], replying: Replying) => readonly Wire[],
): Partial<Decisions> {
  return {
    outgoing: (wires, outgoing) => {
      const { cause, connection } = outgoing;
      if (cause.kind !== "reply" || !scope.covers(connection.channel.name, cause.exchange.operation.name))
        return wires;
      const { exchange, ends, interrupted } = cause;
      const index = [...exchange.tally.sent.values()].reduce((sum, count) => sum + count, 0) - 1;
      return change(wires, { outgoing, exchange, index, ends, interrupted });
    },
  };
}

/** The same wires with other payloads; null leaves one as it is. */
export function withPayloads(
  wires: readonly Wire[],
  change: (payload: Json) => Json | null,
): readonly Wire[] {
  return wires.map((wire) => {
    const payload = wire.kind === "message" ? change(wire.payload) : null;
    return wire.kind === "message" && payload !== null ? { ...wire, payload } : wire;
  });
}
