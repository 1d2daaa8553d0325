import type { Json } from "../../contract/json.ts";
import type { Channel, Message, ServerOperation } from "../../contract/model.ts";
import { subscriptions } from "./audience.ts";
import { noteCall } from "../frames/calls.ts";
import { noteDecline } from "../exchange/declined.ts";
import { idOf } from "../frames/correlation.ts";
import { stepOf } from "../exchange/exchange.ts";
import { type Claim, type Incoming, TIER } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import { lateCharge } from "../exchange/late.ts";
import { deliver, matchRound } from "./rounds.ts";
import { standsFor } from "./stands-for.ts";
import { isReply, namesOf, takersOf } from "../exchange/sequence-facts.ts";
import type { Moment } from "../state.ts";
import { duration, excerpt } from "../narrative/words.ts";

/** The operations of the server that this frame could belong to. */
export function pushClaims(moment: Moment, incoming: Incoming, claims: Claim[]): void {
  const { channel } = moment.connection;
  for (const message of incoming.readings)
    for (const operation of senders(channel, message.name)) {
      const claim = claimOf(moment, operation, { message, payload: incoming.payload, incoming });
      if (claim !== null) claims.push(claim);
    }
}

const known = new WeakMap<Channel, Map<string, readonly ServerOperation[]>>();

/** Operations of the server that send a message of this name; looked up once. */
export function senders(channel: Channel, name: string): readonly ServerOperation[] {
  const byName = known.get(channel) ?? new Map<string, readonly ServerOperation[]>();
  known.set(channel, byName);
  const found = byName.get(name);
  if (found !== undefined) return found;
  const own = channel.operations.filter((one) => one.kind === "server");
  const sending = own.filter(({ messages }) => messages.includes(name));
  byName.set(name, sending);
  return sending;
}

interface Pushed {
  readonly message: Message;
  readonly payload: Json;
  readonly incoming: Incoming;
}

function claimOf(moment: Moment, operation: ServerOperation, pushed: Pushed): Claim | null {
  const early = tooEarly(moment, operation, pushed);
  if (early !== null) return claim(moment, operation, { pushed, charge: early, take: () => {} });
  if (operation.audience.kind === "running") {
    const id = idOf(pushed.message, pushed.payload);
    const running = subscriptions(moment.connection, operation.audience.operation, id).filter(
      (one) => id === null || one.id === null || one.id === id,
    );
    // What belongs to a running subscription is judged there.
    if (running.some(({ view }) => isReply(view.operation, pushed.message.name))) return null;
    if (running.length === 0 && !moment.connection.midway)
      return claim(moment, operation, {
        pushed,
        charge: notSubscribed(moment, operation, pushed),
        take: () => {},
      });
  }
  if (isItem(moment, operation, pushed)) return null;
  const { trigger, audience } = operation;
  const own = trigger.kind === "connect" && (audience.kind === "sender" || audience.kind === "undeclared");
  if ((own || trigger.kind === "unsolicited") && isOpeningOnly(moment, pushed.message)) return null;
  if (trigger.kind === "unsolicited")
    return claim(moment, operation, { pushed, charge: null, take: () => {} });
  const match = matchRound(moment, operation, pushed);
  if (match === null) return null;
  return claim(moment, operation, {
    pushed,
    charge: match.charge,
    take: (received) => deliver(moment, match, received),
  });
}

/** What an exchange can take as its next item is judged there, and counts as the push besides. */
function isItem({ connection }: Moment, operation: ServerOperation, { message, payload }: Pushed): boolean {
  if (operation.trigger.kind === "unsolicited" || connection.exchanges.size === 0) return false;
  const id = idOf(message, payload);
  return takersOf(connection.channel, message.name).some((name) =>
    subscriptions(connection, name, id).some(
      (one) => standsFor(operation, one) && stepOf(one, message) !== null,
    ),
  );
}

interface Parts {
  readonly pushed: Pushed;
  readonly charge: Charge | null;
  readonly take: Claim["take"];
}

function claim(moment: Moment, operation: ServerOperation, { pushed, charge, take }: Parts): Claim {
  const { scope } = moment;
  return {
    tier: TIER.push,
    message: pushed.message,
    charges: charge === null ? [] : [charge],
    alike: `push ${operation.name}`,
    named: false,
    doubtful: isShaky(moment, pushed),
    doubt: () => {},
    take(received) {
      noteCall(moment, operation, { ...pushed, frame: received.frame });
      noteDecline(moment, { ...pushed, received });
      if (charge === null && operation.trigger.kind === "unsolicited")
        scope.ledger.kept(moment, operation.place);
      take(received);
    },
  };
}

/** A subscription with its id may have ended, or been refused, by mistake. */
function isShaky({ connection }: Moment, { message, payload }: Pushed): boolean {
  const id = idOf(message, payload);
  if (id === null) return false;
  const open = connection.exchanges.withId(id).some(({ doubt }) => doubt);
  return open || connection.past.byId.get(id)?.doubt === true;
}

/** Messages of the opening are never unsolicited. */
function isOpeningOnly({ connection }: Moment, { name }: Message): boolean {
  const { opening } = connection.channel;
  return opening.kind === "sequence" && !connection.midway && namesOf(opening.sequence).has(name);
}

/** Events that come only once an operation has succeeded. */
function tooEarly({ connection }: Moment, operation: ServerOperation, pushed: Pushed): Charge | null {
  const { after, place } = operation;
  if (after === "" || connection.midway || connection.succeeded.has(after)) return null;
  // It may have succeeded where its reply is still on the way.
  if ((connection.exchanges.lane(after)?.all.length ?? 0) > 0) return null;
  const { message, payload, incoming } = pushed;
  return {
    rule: "UNEXPECTED",
    place,
    frame: incoming.frame,
    summary: `a \`${message.name}\` came before \`${after}\` had succeeded here`,
    promised: `after: ${after}`,
    got: excerpt(message, payload),
  };
}

/** It ended here, or never began. */
function notSubscribed(moment: Moment, { audience, place }: ServerOperation, pushed: Pushed): Charge {
  const { message, payload, incoming } = pushed;
  const id = idOf(message, payload);
  const past = id === null ? undefined : moment.connection.past.byId.get(id);
  const subscription = audience.kind === "running" ? audience.operation : "";
  if (past?.operation.name === subscription) {
    const late = lateCharge(moment, past, { message, payload, frame: incoming.frame });
    return past.phase === "interrupted" ? late : { ...late, rule: "AUDIENCE" };
  }
  return {
    rule: "AUDIENCE",
    place: audience.kind === "undeclared" ? place : audience.place,
    frame: incoming.frame,
    summary: `a \`${message.name}\` came, but no \`${subscription}\` with its id runs here (${duration(moment.at - moment.connection.openAt)} after the handshake)`,
    promised: `audience: running: ${subscription}`,
    got: excerpt(message, payload),
  };
}
