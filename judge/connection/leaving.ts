import type { Side } from "../../contract/frame.ts";
import { serverClose } from "./closing.ts";
import { isStopping } from "../exchange/exchange.ts";
import { finish } from "../exchange/settlement.ts";
import { openingOwed } from "./opening.ts";
import { beginDeparture, endArrival, excuse } from "../push/book.ts";
import { isOwed } from "../refusal/refusal.ts";
import type { Moment } from "../state.ts";
import { duration } from "../narrative/words.ts";

interface Close {
  readonly code: number;
  readonly reason: string;
  readonly by: Side;
}

/** A close frame of either side, or a connection that is gone. */
export function closeConnection(moment: Moment, close: Close): void {
  const { connection, scope, at } = moment;
  const { view } = connection;
  if (view.phase === "closed" || view.phase === "refused") {
    answered(moment, close);
    return;
  }
  const wasOpen = view.phase === "open";
  if (close.by === "server") serverClose(moment, close.code);
  view.closed = close;
  if (close.by === "client") {
    connection.leftAt = at;
    if (scope.options.closeAnswers === true && close.code !== 1006)
      connection.answerBy = at + scope.options.patienceMs;
  }
  abandon(moment, close);
  view.phase = "closed";
  excuse(scope, view.id);
  endArrival(moment, false);
  if (wasOpen) beginDeparture(moment);
}

/** What was owed on a connection that is over: of the server's making, or out of reach. */
function abandon(moment: Moment, { by, code }: Close): void {
  const { connection } = moment;
  if (by === "client") leaveUnreached(moment);
  for (const refusal of connection.refusals.splice(0)) {
    if (refusal.view.phase === "owed") refusal.view.phase = "unspecified";
    if (by === "server") refusal.view.closeCode ??= code;
  }
  for (const exchange of [...connection.exchanges]) {
    const running = exchange.view.phase === "running";
    const ended = isStopping(exchange) ? "interrupted" : running ? "cut-short" : "ended";
    const phase = by === "client" ? "left" : ended;
    finish(moment, exchange, { phase });
  }
}

/** Says of everything that is still owed that this run did not get to see it. */
export function leaveUnreached(moment: Moment): void {
  const { connection, scope } = moment;
  const places = [
    ...(connection.opening !== null && openingOwed(moment) ? [connection.opening.sequence.place] : []),
    ...[...connection.exchanges]
      .filter(({ view }) => view.phase === "running")
      .map(({ view }) => view.operation.place),
    ...connection.refusals.filter(isOwed).map(({ place }) => place),
    ...(connection.refusing === null ? [] : [connection.refusing.place]),
  ];
  for (const place of places) scope.ledger.notReached(moment, place, "ended before");
}

/** The server's answer to the client's close frame. */
function answered(moment: Moment, { by, code }: Close): void {
  const { connection, scope } = moment;
  if (by !== "server" || connection.answerBy === Number.POSITIVE_INFINITY) return;
  if (code === 1006) {
    answerMissed(moment);
    return;
  }
  connection.answerBy = Number.POSITIVE_INFINITY;
  scope.ledger.kept(moment, connection.channel.place);
}

/** The client's close frame was not answered. */
export function answerMissed(moment: Moment): void {
  const { connection, scope, at } = moment;
  connection.answerBy = Number.POSITIVE_INFINITY;
  scope.ledger.violated(moment, {
    rule: "NO-CLOSE",
    place: connection.channel.place,
    frame: null,
    summary: `the client's close was not answered within ${duration(at - connection.leftAt)}`,
    promised: `a close frame is answered by one (RFC 6455, section 5.5.1; the limit of ${duration(scope.options.patienceMs)} is the tool's)`,
    got: "no close frame",
  });
}
