import { acceptsAt, closeMatches } from "../../contract/index.ts";
import type { Place } from "../../contract/model.ts";
import { declinedByClose } from "../exchange/declined.ts";
import {
  awaitsClose,
  type Exchange,
  isOpen,
  isStopping,
  sequenceOf,
  sequencePlace,
  sequenceText,
} from "../exchange/exchange.ts";
import { isOneTooMany } from "./handshake.ts";
import { idleClose } from "./idle.ts";
import { accuse, type Charge } from "../ledger.ts";
import { allowsClose } from "../refusal/declared.ts";
import { kindsClosing, notAccepted } from "../exchange/not-accepted.ts";
import { spend } from "../refusal/list.ts";
import { wrongCharge } from "../refusal/outcome.ts";
import type { Moment } from "../state.ts";

/** An explanation of a close without a declared reason: what it breaks, or `open`: nothing; null where it is none. */
type Explain = (
  moment: Moment,
  code: number,
) => { readonly charge: Charge; readonly certain: boolean } | "open" | null;

/** Names what a close breaks that the document does not explain: the nearest promise, exactly one. */
export function unexplained(moment: Moment, code: number): void {
  for (const explain of EXPLANATIONS) {
    const found = explain(moment, code);
    if (found === null) continue;
    if (found !== "open") accuse(moment, found.charge, found.certain);
    return;
  }
}

const EXPLANATIONS: readonly Explain[] = [
  stopped,
  owedRefusal,
  refusedHandshake,
  disturbed,
  refusedRequest,
  declinedRequest,
  wrongEnd,
  runningExchange,
  afterRefusal,
  idleLimit,
  nothingAtAll,
];

function charge(
  rule: Charge["rule"],
  place: Place,
  [summary, promised, code]: [string, string, number],
): Charge {
  return { rule, place, frame: null, summary, promised, got: closeText(code) };
}

function closeText(code: number): string {
  return code === 1006 ? "the connection was lost without a close frame (1006)" : `close ${code}`;
}

/** The service was asked to stop, and says so in another way than promised. */
function stopped({ scope }: Moment, code: number): ReturnType<Explain> {
  const { shutdown } = scope.contract;
  if (!scope.stopping || shutdown.kind === "none") return null;
  const { codes } = shutdown;
  const wanted = codes.kind === "codes" ? `close ${codes.codes.join(" or ")}` : "a close";
  const said: [string, string, number] = ["the service was stopped", wanted, code];
  return { charge: charge("WRONG-CLOSE", shutdown.place, said), certain: true };
}

/** A refusal was owed, and another one came. */
function owedRefusal({ connection }: Moment, code: number): ReturnType<Explain> {
  const refusal = connection.refusals.find(
    (one) => one.strength === "declared" && (one.exchange === null || one.awaits !== null),
  );
  if (refusal === undefined) return null;
  spend(connection, refusal);
  refusal.view.closeCode = code;
  return { charge: wrongCharge(refusal, { frame: null, got: closeText(code) }), certain: !refusal.doubt };
}

/** A good handshake was accepted and then refused by a close. */
function refusedHandshake({ scope, connection }: Moment, code: number): ReturnType<Explain> {
  const { rejects, place } = connection.channel;
  if (connection.facts.expects.kind !== "accepted" || connection.lastTaken !== null) return null;
  const kinds = [rejects.unauthenticated, rejects.forbidden, rejects.badHandshake];
  const isOne = kinds.some((refusal) => refusal.kind === "declared" && allowsClose(refusal.outcomes, code));
  if (!isOne) return null;
  const summary = `a good handshake was refused by close ${code}`;
  return {
    charge: charge("HANDSHAKE-REFUSED", place, [summary, "the handshake is accepted", code]),
    certain: !isOneTooMany(scope, connection),
  };
}

/** A valid request was answered by the close that only bad input gets. */
function refusedRequest(moment: Moment, code: number): ReturnType<Explain> {
  const { lastTaken } = moment.connection;
  if (lastTaken === null || !isWaiting(moment, lastTaken)) return null;
  const kinds = kindsClosing(moment, lastTaken, code);
  if (kinds.length === 0) return null;
  const about = { frame: null, name: `close ${code}`, got: closeText(code) };
  return { charge: notAccepted(lastTaken, kinds, about), certain: !lastTaken.doubt };
}

/** A valid request was answered by a close that refuses, and the document leaves open what it refuses for its own reasons. */
function declinedRequest(moment: Moment, code: number): ReturnType<Explain> {
  const { lastTaken } = moment.connection;
  if (lastTaken === null || lastTaken.doubt || !isWaiting(moment, lastTaken)) return null;
  const { outOfOrder, forbidden } = lastTaken.view.operation.rejects;
  const left = [outOfOrder, forbidden].every(({ kind }) => kind !== "declared");
  if (!left || awaitsClose(lastTaken) || !closeMatches({ kind: "refusing" }, code)) return null;
  declinedByClose(moment, lastTaken);
  return "open";
}

/** No reply came, and one is owed, or none is declared and it is not long ago. */
function isWaiting({ at, scope }: Moment, { view }: Exchange): boolean {
  if (view.replies.length > 0) return false;
  if (view.operation.sequence.kind === "sequence") return view.phase === "running";
  return at - view.startedAt <= scope.options.patienceMs;
}

/** An exchange ends with a close, but with another one. */
function wrongEnd({ connection }: Moment, code: number): ReturnType<Explain> {
  const exchange = [...connection.exchanges].find((one) => isOpen(one) && awaitsClose(one));
  if (exchange === undefined) return null;
  const { operation } = exchange.view;
  const summary = `\`${operation.name}\` ended with close ${code}`;
  const said: [string, string, number] = [summary, sequenceText(operation), code];
  return { charge: charge("WRONG-CLOSE", sequencePlace(operation), said), certain: !exchange.doubt };
}

function runningExchange({ connection }: Moment, code: number): ReturnType<Explain> {
  const running = [...connection.exchanges].filter(isRunning);
  const exchange = running.find(({ doubt }) => !doubt) ?? running[0];
  if (exchange === undefined) return null;
  const { operation, replies } = exchange.view;
  const last = replies.at(-1);
  const where = last === undefined ? "before its first reply" : `after \`${last.name}\``;
  const summary = `the connection was closed while \`${operation.name}\` was running, ${where}`;
  const said: [string, string, number] = [summary, sequenceText(operation), code];
  return { charge: charge("CUT-SHORT", sequencePlace(operation), said), certain: !exchange.doubt };
}

function isRunning(exchange: Exchange): boolean {
  const sequence = sequenceOf(exchange);
  if (
    exchange.view.phase !== "running" ||
    isStopping(exchange) ||
    exchange.behind !== null ||
    sequence === null
  )
    return false;
  return !acceptsAt(sequence, exchange.state);
}

/** A refusal that should have left the connection open. */
function afterRefusal({ connection }: Moment, code: number): ReturnType<Explain> {
  const { lastRefused } = connection;
  if (lastRefused === null || lastRefused.strength !== "declared") return null;
  const found = wrongCharge(lastRefused, { frame: null, got: closeText(code) });
  const summary = "the connection was closed after a refusal that leaves it open";
  lastRefused.view.phase = "broken";
  return { charge: { ...found, summary }, certain: !lastRefused.doubt };
}

function idleLimit(moment: Moment, code: number): ReturnType<Explain> {
  const found = idleClose(moment, code);
  return found?.kind === "charge" ? { charge: found.charge, certain: true } : null;
}

/** Another client has sent bad input, and this one has had no sign of life since. Only a test sees that nobody else did it. */
function disturbed({ scope, connection }: Moment, code: number): ReturnType<Explain> {
  const alive = connection.view.received.at(-1)?.at ?? connection.openAt;
  const culprit = [...scope.connections.values()].find((one) => one !== connection && one.badAt > alive);
  if (culprit === undefined || !scope.options.seesAll) return null;
  const summary = `${connection.view.id} was closed after bad input on ${culprit.view.id}`;
  const promised = "the server closes only for a declared reason; bad input is its sender's own affair";
  const said: [string, string, number] = [summary, promised, code];
  return {
    charge: charge("NEIGHBOUR", connection.channel.place, said),
    certain: !isOneTooMany(scope, connection),
  };
}

function nothingAtAll({ scope, connection }: Moment, code: number): ReturnType<Explain> {
  const promised = "the server closes only for a declared reason";
  const said: [string, string, number] = [
    "the connection was closed without a declared reason",
    promised,
    code,
  ];
  const certain =
    connection.lastTaken === null ? !isOneTooMany(scope, connection) : !connection.lastTaken.doubt;
  return { charge: charge("UNEXPECTED-CLOSE", connection.channel.place, said), certain };
}
