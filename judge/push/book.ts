import type { Json } from "../../contract/json.ts";
import type { Channel, ClientOperation, Contract, ServerOperation } from "../../contract/model.ts";
import { pushedId, type Sending, standingOf } from "./audience.ts";
import { Agenda } from "../agenda.ts";
import { type Exchange, limitMs } from "../exchange/exchange.ts";
import type { ConnectionId, OwedPush } from "../model.ts";
import { NO_ROUNDS, type Round } from "./round.ts";
import { reassign } from "./rounds.ts";
import { namesOf } from "../exchange/sequence-facts.ts";
import type { Connection, Moment, Scope } from "../state.ts";

interface Push {
  readonly channel: Channel;
  readonly operation: ServerOperation;
}

export interface PushBook {
  readonly rounds: Round[];
  /** Those of them that still owe something. */
  readonly due: Set<Round>;
  /** Their deadlines. */
  readonly agenda: Agenda<Round>;
  /** The rounds of each operation, in the order of their triggers. */
  readonly byOperation: Map<ServerOperation, Round[]>;
  /** Operations of the server by what triggers them: an operation of a client, or what happens on a channel. */
  readonly byRequest: ReadonlyMap<ClientOperation, readonly Push[]>;
  readonly byConnect: ReadonlyMap<Channel, readonly Push[]>;
  readonly byDisconnect: ReadonlyMap<Channel, readonly Push[]>;
}

/** How many rounds are remembered. */
const MOST_ROUNDS = 500;

export function newPushBook({ channels }: Contract): PushBook {
  const byRequest = new Map<ClientOperation, Push[]>();
  const on = { connect: new Map<Channel, Push[]>(), disconnect: new Map<Channel, Push[]>() };
  for (const channel of channels)
    for (const operation of channel.operations) {
      if (operation.kind !== "server" || operation.trigger.kind === "unsolicited") continue;
      const { trigger } = operation;
      const push = { channel, operation };
      if (trigger.kind !== "operation") add(on[trigger.kind], channel, push);
      else for (const request of requestsNamed(channels, trigger)) add(byRequest, request, push);
    }
  const due = new Set<Round>();
  const agenda = new Agenda<Round>((round) => (due.has(round) ? round.deadlineAt : Number.POSITIVE_INFINITY));
  const { connect: byConnect, disconnect: byDisconnect } = on;
  return { rounds: [], due, agenda, byOperation: new Map(), byRequest, byConnect, byDisconnect };
}

function add<K>(pushes: Map<K, Push[]>, key: K, push: Push): void {
  const known = pushes.get(key);
  if (known === undefined) pushes.set(key, [push]);
  else known.push(push);
}

function requestsNamed(
  channels: readonly Channel[],
  { channel, operation }: { readonly channel: string; readonly operation: string },
): ClientOperation[] {
  const operations = channels.flatMap((one) => (one.name === channel ? one.operations : []));
  return operations.filter((one) => one.kind === "client").filter(({ name }) => name === operation);
}

/** Rounds for a client's request: owed once its exchange has succeeded. */
export function roundsOf(moment: Moment, operation: ClientOperation, request: Json): readonly Round[] {
  return startRounds(moment, moment.scope.pushes.byRequest.get(operation), request);
}

/**
 * Rounds for a client that comes: others may be told of it before its handshake is seen to be answered, because each
 * connection is read by itself. They are owed once it is open.
 */
export function beginArrival(moment: Moment): void {
  const { scope, connection } = moment;
  connection.arrival = startRounds(moment, scope.pushes.byConnect.get(connection.channel), undefined);
}

/** The handshake was answered, or nothing came of it. */
export function endArrival(moment: Moment, success: boolean): void {
  settleRounds(moment, moment.connection.arrival, success);
  moment.connection.arrival = NO_ROUNDS;
}

/** Rounds for a connection that was closed: owed at once. */
export function beginDeparture(moment: Moment): void {
  const pushes = moment.scope.pushes.byDisconnect.get(moment.connection.channel);
  settleRounds(moment, startRounds(moment, pushes, undefined), true);
}

function startRounds(
  moment: Moment,
  pushes: readonly Push[] | undefined,
  request: Json | undefined,
): readonly Round[] {
  if (pushes === undefined) return NO_ROUNDS;
  const { scope, connection, at } = moment;
  const { rounds } = scope.pushes;
  const started = pushes.map(({ channel, operation }) => {
    const messages = channel.messages.filter(({ name }) => operation.messages.includes(name));
    const sending = { operation, messages, sender: connection, request, at };
    return newRound(scope, channel, sending);
  });
  for (const round of started) noteRound(scope.pushes, round);
  if (rounds.length > MOST_ROUNDS) forgetOldest(scope.pushes);
  return started;
}

function noteRound({ rounds, byOperation }: PushBook, round: Round): void {
  rounds.push(round);
  const { operation } = round.sending;
  const own = byOperation.get(operation);
  if (own === undefined) byOperation.set(operation, [round]);
  else own.push(round);
}

function newRound(scope: Scope, channel: Channel, sending: Sending): Round {
  const round: Round = {
    channel,
    sending,
    id: pushedId(sending),
    state: "pending",
    entry: null,
    deadlineAt: Number.POSITIVE_INFINITY,
    owed: new Map(),
    waiting: new Set(),
    barred: new Set(),
  };
  for (const connection of concerned(scope, sending)) {
    if (connection.channel !== channel) continue;
    const standing = standingOf(sending, connection);
    if (standing === "out" && scope.options.seesAll) round.barred.add(connection.view.id);
    if (standing === "in") owe(round, owedTo(connection, sending));
  }
  // Nobody says which of several connections gets the one reply.
  if (sending.operation.audience.kind === "requester" && round.owed.size > 1) {
    round.owed.clear();
    round.waiting.clear();
  }
  return round;
}

/** The connections to which a trigger may mean anything. Who must not get it is asked only where all are seen. */
function concerned({ connections, options }: Scope, { operation, sender }: Sending): Iterable<Connection> {
  return operation.audience.kind === "sender" && !options.seesAll ? [sender] : connections.values();
}

function owe({ owed, waiting }: Round, push: OwedPush): void {
  owed.set(push.connection, push);
  if (push.phase === "owed") waiting.add(push.connection);
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
    if (success && isDue(round)) {
      scope.pushes.due.add(round);
      scope.pushes.agenda.note(round);
    }
    if (success) continue;
    reassign(moment, round);
    round.barred.clear();
    round.owed.clear();
    round.waiting.clear();
  }
}

/** Nothing is owed any more to a connection that closes. */
export function excuse({ pushes }: Scope, id: ConnectionId): void {
  for (const round of pushes.rounds) if (round.waiting.delete(id)) withdraw(pushes, round, id);
}

function withdraw(pushes: PushBook, round: Round, id: ConnectionId): void {
  round.owed.delete(id);
  forgetPaid(pushes, round);
}

/** It has come to this connection, or its deadline has passed there. */
export function pay(pushes: PushBook, round: Round, id: ConnectionId): void {
  round.waiting.delete(id);
  forgetPaid(pushes, round);
}

/** Takes off the list what owes nothing any more. */
function forgetPaid({ due, agenda }: PushBook, round: Round): void {
  if (isDue(round) || !due.delete(round)) return;
  agenda.forget(round);
}

/** A subscription is about to end: what is under way may still come, or not. */
export function excuseSubscriber({ scope, connection }: Moment, exchange: Exchange): void {
  const operation = exchange.view.operation.name;
  const { id } = connection.view;
  for (const round of scope.pushes.rounds) {
    const { audience } = round.sending.operation;
    if (audience.kind !== "running" || audience.operation !== operation) continue;
    if (round.id === exchange.id && round.waiting.delete(id)) withdraw(scope.pushes, round, id);
  }
}

/** The next time at which something owed is missed. */
export function pushDeadline({ due, agenda }: PushBook): number {
  return due.size === 0 ? Number.POSITIVE_INFINITY : agenda.next();
}

export function isDue({ state, waiting }: Round): boolean {
  return state === "due" && waiting.size > 0;
}

function forgetOldest({ rounds, byOperation }: PushBook): void {
  const index = rounds.findIndex((round) => round.state !== "pending" && !isDue(round));
  const [oldest] = index < 0 ? [] : rounds.splice(index, 1);
  const own = oldest === undefined ? undefined : byOperation.get(oldest.sending.operation);
  if (own !== undefined && oldest !== undefined) own.splice(own.indexOf(oldest), 1);
}
