import { assertNever } from "../../contract/assert-never.ts";
import { namesIn, stepSequence } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import { type Correlation, sameCorrelation } from "../compose/correlation.ts";
import type { Connection } from "../connection.ts";
import type { Pushing, Recipient } from "../decisions.ts";
import type { Exchange } from "../exchange/exchange.ts";

/** What decides who gets a push, besides who is there. */
export interface PushContext {
  /** The request that triggered it. */
  readonly request: Json | undefined;
  /** Name of the pushed message: a subscription that can't take it now does not get it. */
  readonly message: string;
  /** The pushed message's id: only subscriptions with the same get it; null: every subscription. */
  readonly correlation: Correlation;
}

/** Who gets a push: each connection once. Where the document does not say, the sender, else everyone. */
export function audienceOf(pushing: Pushing, context: PushContext): readonly Recipient[] {
  const { operation, sender, present } = pushing;
  const { audience, trigger } = operation;
  // Nothing sets it off, so it is everyone's own.
  if (trigger.kind === "unsolicited" && audience.kind !== "running")
    return all(present.filter((one) => one === sender));
  switch (audience.kind) {
    case "sender":
      return all(present.filter((one) => one === sender));
    case "undeclared":
      return all(trigger.kind === "disconnect" ? present : present.filter((one) => one === sender));
    case "others":
      return all(present.filter((one) => one !== sender));
    case "everyone":
      return all(present);
    case "only": {
      const source = audience.pointer.of === "handshake" ? sender.handshake : context.request;
      const name = pointerGet(source, audience.pointer.pointer);
      return all(present.filter((one) => name !== undefined && one.identity === String(name)));
    }
    case "requester":
      return all(ownLatest(present, sender));
    case "running":
      return present.flatMap((one) => subscription(one, audience.operation, context));
    default:
      return assertNever(audience);
  }
}

/** Of the connections of who has asked, the latest; those that name nobody may be anyone's. */
function ownLatest(present: readonly Connection[], { session: { subject } }: Connection): Connection[] {
  const named = present.filter((one) => one.session.subject.name === subject.name);
  const nameless = present.filter((one) => subject.name === null || one.session.subject.name === null);
  return (named.length > 0 ? named : nameless).slice(-1);
}

function all(connections: readonly Connection[]): Recipient[] {
  return connections.map((connection) => ({ connection, exchange: null }));
}

function subscription(connection: Connection, operation: string, context: PushContext): Recipient[] {
  for (const exchange of connection.exchanges)
    if (exchange.operation.name === operation && isMeant(exchange, context))
      return [{ connection, exchange }];
  return [];
}

function isMeant(exchange: Exchange, { message, correlation }: PushContext): boolean {
  const { operation, state } = exchange;
  if (operation.sequence.kind === "sequence") {
    const { sequence } = operation.sequence;
    if (namesIn(sequence).includes(message) && stepSequence(sequence, state, message) === null) return false;
  }
  return (
    correlation === null ||
    exchange.correlation === null ||
    sameCorrelation(exchange.correlation, correlation)
  );
}
