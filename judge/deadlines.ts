import type { ServerOperation } from "../contract/model.ts";
import { exchangeDeadline, limitMs } from "./exchange/exchange.ts";
import { exchangeMissed } from "./exchange/deadline.ts";
import { handshakeMissed, refusalMissed as handshakeRefusalMissed } from "./connection/handshake.ts";
import { idleDeadline, idleMissed } from "./connection/idle.ts";
import { callDeadline, missCalls } from "./frames/calls.ts";
import { limitText } from "./narrative/limits.ts";
import { answerMissed } from "./connection/leaving.ts";
import { breakOpening, openingMissed, openingOwed } from "./connection/opening.ts";
import { pay } from "./push/book.ts";
import type { Round } from "./push/round.ts";
import { pushText } from "./push/rounds.ts";
import { refusalMissed } from "./refusal/outcome.ts";
import type { Connection, Moment, Scope } from "./state.ts";
import { duration, namesText } from "./narrative/words.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** When something is decided on this connection without another event; `Infinity`: never. */
export function connectionDeadline({ options }: Scope, connection: Connection): number {
  const { view, muted, refusing, opening, exchanges, refusals, heldAt } = connection;
  if (muted || view.phase === "refused" || heldAt !== null) return NEVER;
  if (view.phase === "handshaking")
    return connection.midway ? NEVER : connection.handshakeAt + options.patienceMs;
  if (view.phase === "closed") return connection.answerBy;
  if (refusing !== null) return refusing.deadlineAt;
  let next = idleDeadline({ connection });
  if (opening !== null && openingOwed({ connection })) next = Math.min(next, opening.deadlineAt);
  if (exchanges.size > 0) next = Math.min(next, exchanges.deadline());
  for (const refusal of refusals) next = Math.min(next, refusal.deadlineAt);
  return Math.min(next, callDeadline(connection, options));
}

/** Decides what is due on a connection at its next deadline, which is `moment.at`. */
export function expireConnection(moment: Moment): void {
  const { refusing, view } = moment.connection;
  if (view.phase === "handshaking") handshakeMissed(moment);
  else if (view.phase === "closed") answerMissed(moment);
  else if (refusing !== null) handshakeRefusalMissed(moment, refusing);
  else expireOpen(moment);
}

function expireOpen(moment: Moment): void {
  const { connection, scope, at } = moment;
  const { opening, idle } = connection;
  if (opening !== null && openingOwed(moment) && opening.deadlineAt <= at) {
    scope.ledger.violated(moment, openingMissed(moment, opening));
    breakOpening(moment);
  }
  for (const refusal of [...connection.refusals])
    if (refusal.deadlineAt <= at) refusalMissed(moment, refusal);
  for (const exchange of connection.exchanges.due(at))
    if (exchangeDeadline(exchange, scope.options.patienceMs) <= at) exchangeMissed(moment, exchange);
  if (callDeadline(connection, scope.options) <= at) missCalls(moment);
  if (idle !== null && idleDeadline(moment) <= at) {
    scope.ledger.violated(moment, idleMissed(moment, idle));
    idle.late = true;
  }
}

/** Decides about the rounds of pushes that are due by `at`. */
export function expirePushes(scope: Scope, isPast: (deadline: number) => boolean): void {
  for (const round of [...scope.pushes.due]) if (isPast(round.deadlineAt)) missRound(scope, round);
}

function missRound(scope: Scope, round: Round): void {
  const { operation } = round.sending;
  for (const [id, owed] of round.owed) {
    const connection = scope.connections.get(id);
    if (owed.phase !== "owed" || connection === undefined) continue;
    owed.phase = "missed";
    pay(scope.pushes, round, id);
    const within = duration(limitMs(operation.within, scope.options.patienceMs));
    scope.ledger.violated(
      { scope, connection, at: round.deadlineAt },
      {
        rule: "NOT-DELIVERED",
        place: operation.place,
        frame: null,
        summary: `${namesText(operation.messages)} did not come within ${within} after ${causeText(operation)}`,
        promised: `${pushText(operation)}, ${limitText("within", operation.within, scope.options)}`,
        got: "nothing",
      },
    );
  }
}

function causeText({ trigger }: ServerOperation): string {
  return trigger.kind === "operation" ? `\`${trigger.operation}\`` : `a ${trigger.kind}`;
}
