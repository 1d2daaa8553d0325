import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Contract, ServerOperation } from "../../contract/model.ts";
import { pushedId, type Sending, standingOf } from "./audience.ts";
import { type Exchange, limitMs } from "../exchange/exchange.ts";
import type { ConnectionId, OwedPush } from "../model.ts";
import { reassign } from "./rounds.ts";
import { namesOf } from "../exchange/sequence-facts.ts";
import type { Connection, Moment, Scope } from "../state.ts";

/** One trigger of one operation of the server, and who has to get what follows. */
export interface Round {
  readonly channel: Channel;
  readonly sending: Sending;
  /** The id that the pushed message has to carry, where the echoes tell it. */
  readonly id: string | null;
  /** `pending`: the trigger's exchange still runs. `void`: it failed, so nothing is owed and nothing forbidden. */
  state: "pending" | "due" | "void";
  deadlineAt: number;
  readonly owed: Map<ConnectionId, OwedPush>;
  /** Who must not get it. */
  readonly barred: Set<ConnectionId>;
}

interface Push {
  readonly channel: Channel;
  readonly operation: ServerOperation;
}

export interface PushBook {
  readonly rounds: Round[];
  /** Those of them that still owe something. */
  readonly due: Set<Round>;
  /** Operations of the server by what triggers them. */
  readonly byTrigger: ReadonlyMap<string, readonly Push[]>;
}

/** How many rounds are remembered. */
const MOST_ROUNDS = 500;

export function newPushBook({ channels }: Contract): PushBook {
  const byTrigger = new Map<string, Push[]>();
  for (const channel of channels)
    for (const operation of channel.operations) {
      if (operation.kind !== "server" || operation.trigger.kind === "unsolicited") continue;
      const { trigger } = operation;
      const key =
        trigger.kind === "operation"
          ? keyOf(trigger.channel, trigger.operation)
          : keyOf(channel.name, trigger.kind, "on");
      byTrigger.set(key, [...(byTrigger.get(key) ?? []), { channel, operation }]);
    }
  return { rounds: [], due: new Set(), byTrigger };
}

function keyOf(channel: string, name: string, kind = "operation"): string {
  return `${kind}\u0000${channel}\u0000${name}`;
}

/** Rounds for a client's request: owed once its exchange has succeeded. */
export function roundsOf(moment: Moment, operation: ClientOperation, request: Json): Round[] {
  return startRounds(moment, keyOf(moment.connection.channel.name, operation.name), request);
}

/** Rounds for a connection that was opened, or closed: owed at once. */
export function roundsOn(moment: Moment, kind: "connect" | "disconnect"): void {
  const rounds = startRounds(moment, keyOf(moment.connection.channel.name, kind, "on"), undefined);
  settleRounds(moment, rounds, true);
}

function startRounds(moment: Moment, key: string, request: Json | undefined): Round[] {
  const { scope, connection, at } = moment;
  const { rounds, byTrigger } = scope.pushes;
  const started = (byTrigger.get(key) ?? []).map(({ channel, operation }) => {
    const messages = channel.messages.filter(({ name }) => operation.messages.includes(name));
    const sending = { operation, messages, sender: connection, request, at };
    return newRound(scope, channel, sending);
  });
  rounds.push(...started);
  if (rounds.length > MOST_ROUNDS) forgetOldest(rounds);
  return started;
}

function newRound(scope: Scope, channel: Channel, sending: Sending): Round {
  const round: Round = {
    channel,
    sending,
    id: pushedId(sending),
    state: "pending",
    deadlineAt: Number.POSITIVE_INFINITY,
    owed: new Map(),
    barred: new Set(),
  };
  for (const connection of scope.connections.values()) {
    if (connection.channel !== channel) continue;
    const standing = standingOf(sending, connection);
    if (standing === "out") round.barred.add(connection.view.id);
    if (standing === "in") round.owed.set(connection.view.id, owedTo(connection, sending));
  }
  // Nobody says which of several connections gets the one reply.
  if (sending.operation.audience.kind === "requester" && round.owed.size > 1) round.owed.clear();
  return round;
}

/** The opening is what a connect triggers: it stands for the delivery. */
function isOpening({ operation, sender }: Sending, connection: Connection): boolean {
  const { opening } = connection.channel;
  if (operation.trigger.kind !== "connect" || sender !== connection || opening.kind === "none") return false;
  return operation.messages.some((name) => namesOf(opening.sequence).has(name));
}

function owedTo(connection: Connection, sending: Sending): OwedPush {
  const { name, messages } = sending.operation;
  const phase = isOpening(sending, connection) ? "delivered" : "owed";
  return { connection: connection.view.id, operation: name, messages, phase, message: null };
}

/** The triggers have succeeded, or failed. */
export function settleRounds(moment: Moment, rounds: readonly Round[], success: boolean): void {
  const { scope, at } = moment;
  for (const round of rounds) {
    if (round.state !== "pending") continue;
    round.state = success ? "due" : "void";
    const { within } = round.sending.operation;
    round.deadlineAt = at + limitMs(within, scope.options.patienceMs);
    if (success && isDue(round)) scope.pushes.due.add(round);
    if (success) continue;
    reassign(moment, round);
    round.barred.clear();
    round.owed.clear();
  }
}

/** Nothing is owed any more to a connection that closes. */
export function excuse({ pushes }: Scope, id: ConnectionId): void {
  for (const { owed } of pushes.rounds) if (owed.get(id)?.phase === "owed") owed.delete(id);
  forgetPaid(pushes);
}

/** Takes off the list what owes nothing any more. */
export function forgetPaid({ due }: PushBook): void {
  for (const round of due) if (!isDue(round)) due.delete(round);
}

/** A subscription is about to end: what is under way may still come, or not. */
export function excuseSubscriber({ scope, connection }: Moment, exchange: Exchange): void {
  const operation = exchange.view.operation.name;
  const { id } = connection.view;
  for (const { owed, sending, id: pushed } of scope.pushes.rounds) {
    const { audience } = sending.operation;
    if (audience.kind !== "running" || audience.operation !== operation) continue;
    if (owed.get(id)?.phase === "owed" && pushed === exchange.id) owed.delete(id);
  }
  forgetPaid(scope.pushes);
}

/** The next time at which something owed is missed. */
export function pushDeadline({ due }: PushBook): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { deadlineAt } of due) next = Math.min(next, deadlineAt);
  return next;
}

export function isDue({ state, owed }: Round): boolean {
  return state === "due" && [...owed.values()].some(({ phase }) => phase === "owed");
}

function forgetOldest(rounds: Round[]): void {
  const index = rounds.findIndex((round) => round.state !== "pending" && !isDue(round));
  if (index >= 0) rounds.splice(index, 1);
}
