import { caseDone, caseText } from "./cases.ts";
import { settleTurns } from "./conversation.ts";
import { type Exchange, isOpen, limitMs, sequenceOf, stepOf, type Taken } from "./exchange.ts";
import { loginIdle } from "../connection/idle.ts";
import { accuse } from "../ledger.ts";
import type { ExchangePhase } from "../model.ts";
import { inOrder } from "./open-exchanges.ts";
import { remember } from "./past.ts";
import { settleRounds } from "../push/book.ts";
import { isOwed } from "../refusal/refusal.ts";
import { drop } from "../refusal/list.ts";
import type { Connection, Moment } from "../state.ts";

/** Ends an exchange, and everything that hangs on its end. `last`: the frame that ended it, if one did. */
export function finish(
  moment: Moment,
  exchange: Exchange,
  { phase, last = null }: { phase: ExchangePhase; last?: Taken | null },
): void {
  const { connection } = moment;
  exchange.view.phase = phase;
  connection.exchanges.remove(exchange);
  remember(connection.past, {
    operation: exchange.view.operation,
    id: exchange.id,
    phase,
    endedAt: moment.at,
    lastName: last?.message.name ?? exchange.view.replies.at(-1)?.name ?? "",
    startedAt: exchange.view.startedAt,
    doubt: exchange.doubt,
  });
  settle(moment, exchange, { success: phase === "ended", last });
  // Where no reply is declared, a refusal may still come.
  const { contest } = exchange;
  if (contest !== null && exchange.view.replies.length > 0 && !exchange.doubt && !isOwed(contest))
    drop(connection, contest);
  for (const other of behind(connection, exchange)) {
    other.behind = null;
    other.doubt ||= exchange.doubt;
    other.lastAt = moment.at;
    connection.exchanges.timed(other);
  }
  harvest(moment, exchange);
  connection.turns.delete(exchange);
  connection.rounds.delete(exchange);
}

/** The exchanges that wait for this one to end: of its operation, with its id. */
export function behind({ exchanges }: Connection, exchange: Exchange): readonly Exchange[] {
  const { id, view } = exchange;
  const same = id === null ? [] : (exchanges.lane(view.operation.name)?.withId(id) ?? []);
  return same.filter((one) => one.behind === exchange);
}

/** An exchange is accepting for the first time, and may go on. */
export function openEnded(moment: Moment, exchange: Exchange, last: Taken): void {
  exchange.view.phase = "open-ended";
  if (!exchange.counted) settle(moment, exchange, { success: true, last });
  harvest(moment, exchange);
}

/** Tells conversation, pushes, login deadline and interrupted exchange how it went. */
function settle(
  moment: Moment,
  exchange: Exchange,
  { success, last }: { success: boolean; last: Taken | null },
): void {
  const { connection } = moment;
  const { operation, phase } = exchange.view;
  if (!exchange.counted) {
    exchange.counted = success;
    const turn = connection.turns.get(exchange);
    if (turn !== undefined && (phase === "failed" || phase === "declined")) turn.state = "void";
    if (turn !== undefined && (success || phase === "interrupted")) turn.state = "counted";
    noteTurns(moment, settleTurns(connection.conversation, connection.channel));
    settleRounds(moment, connection.rounds.get(exchange) ?? [], success && !exchange.doubt);
    if (success) connection.succeeded.add(operation.name);
    loginIdle(moment, operation.name, success ? "done" : "failed");
  }
  const target = targetOf(moment, exchange);
  if (target !== null) settleTarget(moment, target, { exchange, success, last });
}

/** Tells coverage which steps of the conversation were settled. */
function noteTurns({ connection, scope }: Moment, steps: ReturnType<typeof settleTurns>): void {
  const { name, conversation } = connection.channel;
  if (conversation.kind === "any") return;
  for (const step of steps)
    scope.coverage.step({ channel: name, subject: "" }, conversation.sequence.place, step);
}

/** What it interrupts; where that has ended, a successor with the same id that was sent before it. */
function targetOf({ connection }: Moment, exchange: Exchange): Exchange | null {
  const { target, id, view, frame } = exchange;
  if (target !== null && isOpen(target) && target.pausedBy === exchange) return target;
  const { interrupts } = view.operation;
  if (id === null || interrupts.length === 0) return null;
  const same = inOrder(interrupts.flatMap((name) => connection.exchanges.lane(name)?.withId(id) ?? []));
  return same.find((one) => one.frame < frame) ?? null;
}

interface Interruption {
  readonly exchange: Exchange;
  readonly success: boolean;
  readonly last: Taken | null;
}

function settleTarget(moment: Moment, target: Exchange, { exchange, success, last }: Interruption): void {
  const { operation, phase } = exchange.view;
  if (success && operation.sequence.kind === "none") {
    // Without a reply, one item in the making may still come until the interrupter's deadline.
    target.stopAt = moment.at + limitMs(operation.within, moment.scope.options.patienceMs);
    moment.connection.exchanges.timed(target);
    return;
  }
  if (!success) {
    target.pausedBy = null;
    target.lastAt = moment.at;
    if (phase !== "failed" || exchange.doubt) target.doubt = true;
    moment.connection.exchanges.timed(target);
    return;
  }
  const step = last === null ? null : stepOf(target, last.message);
  if (last !== null && step !== null) {
    if (step.kind === "to") {
      noteInterrupted(moment, target, last.message.name);
      target.state = step.state;
    }
    target.view.replies.push(last.received);
  }
  const owner = { channel: moment.connection.channel.name, subject: operation.name };
  const { name } = target.view.operation;
  moment.scope.coverage.detail({ kind: "interrupt", ...owner }, operation.place, name);
  finish(moment, target, { phase: "interrupted", last });
}

/** The interrupter's reply is a step of what it ends, too. */
function noteInterrupted({ connection, scope }: Moment, target: Exchange, on: string): void {
  const sequence = sequenceOf(target);
  const owner = { channel: connection.channel.name, subject: target.view.operation.name };
  if (sequence !== null) scope.coverage.step(owner, sequence.place, { from: target.state, on });
}

/** Says what was kept, as far as the exchange came. */
function harvest(moment: Moment, exchange: Exchange): void {
  const { view, held, exercised, broken, doubt } = exchange;
  const { ledger } = moment.scope;
  const complete = view.phase === "ended" || view.phase === "failed" || view.phase === "open-ended";
  if (doubt || exchange.refused || (!complete && view.phase !== "interrupted")) return;
  moment.scope.coverage.message(moment.connection.channel.name, exchange.message, view.request);
  const sequence = sequenceOf(exchange);
  if (held !== null && held.expect.kind === "sequence" && sequence !== null && complete) {
    if (caseDone(exchange)) exercised.add(held.place);
    else if (view.phase !== "open-ended") {
      accuse(moment, caseMissed(exchange, held), true);
      broken.add(held.place);
    }
  }
  exercised.add(view.operation.place);
  if (sequence !== null) exercised.add(sequence.place);
  for (const place of exercised) if (!broken.has(place)) ledger.kept(moment, place);
  exercised.clear();
}

function caseMissed({ view }: Exchange, held: NonNullable<Exchange["held"]>): Parameters<typeof accuse>[1] {
  const came = view.replies.map(({ name }) => name).join(" ");
  const summary = `the case "${held.name}" ended before it had what it expects`;
  return {
    rule: "CASE",
    place: held.place,
    frame: view.replies.at(-1)?.frame ?? null,
    summary,
    promised: caseText(held),
    got: came,
  };
}
