import { closeMatches, stepClose } from "../../contract/index.ts";
import type { CloseCodes, Refusal } from "../../contract/model.ts";
import { declined } from "../exchange/declined.ts";
import { type Exchange, isOpen, sequenceOf } from "../exchange/exchange.ts";
import { refuseCall } from "../frames/calls.ts";
import { deniedFor } from "./denied.ts";
import { cantBeShown, refusalClose } from "./handshake.ts";
import { idleClose } from "./idle.ts";
import { closesOpening } from "./opening.ts";
import { allowsClose } from "../refusal/declared.ts";
import type { OwedRefusal } from "../refusal/refusal.ts";
import { fulfil } from "../refusal/outcome.ts";
import { finish } from "../exchange/settlement.ts";
import type { Moment } from "../state.ts";
import { unexplained } from "./unexplained-close.ts";

/** The server closed the connection: finds the declared reason, or says which promise is broken by it. */
export function serverClose(moment: Moment, code: number): void {
  const { connection } = moment;
  if (connection.refusing !== null) refusalClose(moment, connection.refusing, code);
  else if (!connection.muted && !REASONS.some((explains) => explains(moment, code)))
    unexplained(moment, code);
}

/** The connection ended without a close frame (RFC 6455, 7.1.5). */
const LOST = 1006;

type Reason = (moment: Moment, code: number) => boolean;

const REASONS: readonly Reason[] = [
  wantsCredential,
  promisedByRefusal,
  promisedBySequence,
  promisedByIdle,
  (moment, code) => closesOpening(moment, code),
  promisedByShutdown,
  toleratedByRefusal,
  toleratedAfterRefusal,
  toleratedByDecline,
  toleratedByKind,
];

/** What no handshake can show may be what the service asks for: then nothing that came of it says anything. */
function wantsCredential({ scope, ...moment }: Moment, code: number): boolean {
  const { channel, facts, view } = moment.connection;
  if (facts.expects.kind !== "accepted") return false;
  const types = deniedFor(channel, scope.contract, { received: view.received, code });
  if (types.length === 0) return false;
  scope.ledger.unspecified({ scope, ...moment }, channel.place, cantBeShown(types));
  return true;
}

function promisedByRefusal(moment: Moment, code: number): boolean {
  const refusal = moment.connection.refusals.find((one) => ends(one, code));
  if (refusal === undefined) return false;
  refusal.view.closeCode = code;
  refusal.awaits = null;
  fulfil(moment, refusal, true);
  return true;
}

/** Is this close what the refusal's outcome says? */
function ends({ awaits, outcomes }: OwedRefusal, code: number): boolean {
  return awaits === null ? allowsClose(outcomes, code) : closeMatches(awaits, code);
}

function promisedBySequence(moment: Moment, code: number): boolean {
  const exchange = [...moment.connection.exchanges].find((one) => stateAfter(one, code) !== null);
  if (exchange === undefined) return false;
  const sequence = sequenceOf(exchange);
  const owner = { channel: moment.connection.channel.name, subject: exchange.view.operation.name };
  if (sequence !== null)
    moment.scope.coverage.step(owner, sequence.place, { from: exchange.state, on: `close(${code})` });
  exchange.state = stateAfter(exchange, code) ?? exchange.state;
  finish(moment, exchange, { phase: "ended" });
  return true;
}

function stateAfter(exchange: Exchange, code: number): number | null {
  const sequence = sequenceOf(exchange);
  return sequence === null || !isOpen(exchange) ? null : stepClose(sequence, exchange.state, code);
}

function promisedByIdle(moment: Moment, code: number): boolean {
  const { connection, scope } = moment;
  const { idle } = connection;
  const found = idleClose(moment, code);
  if (idle === null || found === null) return false;
  if (idle.late || found.kind === "crossed") return true;
  if (found.kind === "charge") return false;
  scope.ledger.kept(moment, idle.limit.place);
  return true;
}

function promisedByShutdown({ scope, ...moment }: Moment, code: number): boolean {
  const { shutdown } = scope.contract;
  if (shutdown.kind === "none") return false;
  // `any` would excuse every close, were it not for who asked for this one.
  const promised = scope.stopping ? closeMatches(shutdown.codes, code) : names(shutdown.codes, code);
  if (!promised) return false;
  moment.connection.view.stopped = !scope.stopping;
  scope.ledger.kept({ scope, ...moment }, shutdown.place);
  return true;
}

/** A service that stops for somebody else says so by its code; a connection that is lost says nothing. */
function names(codes: CloseCodes, code: number): boolean {
  return codes.kind !== "any" && code !== LOST && closeMatches(codes, code);
}

/** Closes that no service sends on purpose: gone, lost, broken inside. */
const ACCIDENTS: readonly number[] = [1001, 1005, 1006, 1011, 1012, 1013, 1014, 1015];

/** Where the document leaves a refusal open, any deliberate close is one. */
function toleratedByRefusal(moment: Moment, code: number): boolean {
  const refusal = moment.connection.refusals.find(
    ({ strength, awaits }) => strength !== "declared" && awaits === null,
  );
  if (refusal === undefined || ACCIDENTS.includes(code)) return false;
  refusal.view.closeCode = code;
  fulfil(moment, refusal, false);
  return true;
}

/** Many a service says what was wrong and then hangs up: where the document leaves it open, that is one refusal. */
function toleratedAfterRefusal({ connection }: Moment, code: number): boolean {
  const { lastRefused } = connection;
  if (lastRefused === null || lastRefused.strength === "declared" || ACCIDENTS.includes(code)) return false;
  lastRefused.view.closeCode = code;
  connection.lastRefused = null;
  return true;
}

/** An error has said why. */
function toleratedByDecline(moment: Moment, code: number): boolean {
  const exchange = [...moment.connection.exchanges].find(({ decline }) => decline !== null);
  if (exchange === undefined || exchange.decline === null || ACCIDENTS.includes(code)) return false;
  declined(moment, exchange, exchange.decline);
  return true;
}

/** Closes for what the judge cannot see: credentials that ended, calls that were not answered, a flood. */
function toleratedByKind(moment: Moment, code: number): boolean {
  const { connection, at } = moment;
  const { rejects } = connection.channel;
  const kinds = [];
  if (connection.rate.hotUntil > at) kinds.push(rejects.tooFast);
  if (connection.facts.expects.kind === "any") kinds.push(...handshakeRefusals(moment, code));
  if (kinds.some((refusal) => closes(refusal, code))) return true;
  // A close that was there when the client answered has crossed the answer.
  if (connection.calls.length === 0 && connection.answeredAt < at) return false;
  if (!closes(rejects.noReply, code)) return false;
  // A close that is only what might be expected may have another reason.
  if (rejects.noReply.kind === "declared") refuseCall(moment, code);
  return true;
}

/**
 * What may become of a handshake that nobody has prepared. Where the document asks nothing of it, that a refusal might
 * be meant excuses no close that breaks another promise.
 */
function handshakeRefusals(moment: Moment, code: number): readonly Refusal[] {
  const { security, scopes, query, headers, parameters, subprotocols, rejects } = moment.connection.channel;
  const asks = (list: readonly unknown[]): boolean => list.length > 0;
  const credential = [security, scopes].some(asks);
  const fields = [query, headers, parameters, subprotocols].some(asks);
  const refusals = [
    { refusal: rejects.unauthenticated, asked: credential },
    { refusal: rejects.forbidden, asked: credential },
    { refusal: rejects.badHandshake, asked: fields },
  ];
  const broken = breaksPromise(moment, code);
  return refusals
    .filter(({ refusal, asked }) => refusal.kind === "declared" || asked || !broken)
    .map(({ refusal }) => refusal);
}

function breaksPromise(moment: Moment, code: number): boolean {
  const { refusals } = moment.connection;
  const owed = refusals.some(
    ({ strength, exchange, doubt }) => strength === "declared" && exchange === null && !doubt,
  );
  return owed || idleClose(moment, code)?.kind === "charge";
}

function closes(refusal: Refusal, code: number): boolean {
  if (refusal.kind === "unspecified") return false;
  return refusal.outcomes.some(
    (outcome) => (outcome.kind === "close" || outcome.kind === "reply-close") && names(outcome.codes, code),
  );
}
