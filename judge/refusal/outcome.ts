import type { Deadline, Message } from "../../contract/model.ts";
import { type Exchange, isOpen, limitMs } from "../exchange/exchange.ts";
import { type Claim, type Incoming, TIER } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import type { ReceivedMessage } from "../model.ts";
import { isOwed, type Match, matchOf, mayBeIgnored, mayCarry, type OwedRefusal } from "./refusal.ts";
import { idOf } from "../frames/correlation.ts";
import { noteDecline } from "../exchange/declined.ts";
import { drop, spend } from "./list.ts";
import { cameSince } from "../frames/came-since.ts";
import { finish } from "../exchange/settlement.ts";
import type { Connection, Moment } from "../state.ts";
import { duration, excerpt } from "../narrative/words.ts";

/** The refusals owed on the connection that the frame could be, or could be meant to be, oldest first. */
export function refusalClaims(moment: Moment, incoming: Incoming, claims: Claim[]): void {
  for (const refusal of moment.connection.refusals) {
    const match = matchOf(refusal, incoming);
    if (match !== null) {
      claims.push(claimOf(moment, refusal, { match, incoming }));
      continue;
    }
    const message = mistakenFor(moment, refusal, incoming);
    if (message !== null) claims.push(wrongClaim(moment, refusal, { message, incoming }));
  }
}

/** An error that nothing else may explain: the refusal that is owed, in another form than declared. */
function mistakenFor({ connection }: Moment, refusal: OwedRefusal, incoming: Incoming): Message | null {
  const { strength, awaits } = refusal;
  if (strength !== "declared" || awaits !== null || !isOwed(refusal) || connection.unsure) return null;
  const message = incoming.readings.find(({ error }) => error);
  if (message === undefined) return null;
  return mayCarry(refusal, idOf(message, incoming.payload), connection.past.sent) ? message : null;
}

function wrongClaim(
  moment: Moment,
  refusal: OwedRefusal,
  { message, incoming }: { readonly message: Message; readonly incoming: Incoming },
): Claim {
  const about = { frame: incoming.frame, got: excerpt(message, incoming.payload) };
  return {
    tier: TIER.exactRefusal,
    message,
    charges: [wrongCharge(refusal, about)],
    alike: `wrong refusal ${refusal.frame}`,
    named: false,
    doubtful: false,
    doubt: () => {},
    take(received) {
      refusal.view.reply = received;
      spend(moment.connection, refusal);
      stopContested(moment, refusal);
    },
  };
}

function claimOf(
  moment: Moment,
  refusal: OwedRefusal,
  { match, incoming }: { readonly match: Match; readonly incoming: Incoming },
): Claim {
  return {
    tier: match.exact ? TIER.exactRefusal : TIER.refusal,
    message: match.message,
    charges: [],
    // Of frames that may also be taken it matters which one was refused.
    alike: `refusal ${refusal.promised} ${refusal.exchange?.doubt === false ? refusal.frame : ""}`,
    named: false,
    doubtful: refusal.doubt,
    doubt() {
      refusal.doubt = true;
      if (refusal.exchange !== null) refusal.exchange.doubt = true;
    },
    take(received) {
      takeRefusal(moment, refusal, { match, received });
      // Nothing was promised for the bad frame: the error may as well be for a request that waits.
      if (refusal.strength !== "declared")
        noteDecline(moment, { message: match.message, incoming, received });
    },
  };
}

function takeRefusal(
  moment: Moment,
  refusal: OwedRefusal,
  { match, received }: { readonly match: Match; readonly received: ReceivedMessage },
): void {
  refusal.view.reply = received;
  if (refusal.view.kinds.includes("tooFast")) moment.connection.rate.refusedAt = moment.at;
  if (match.codes === null) {
    fulfil(moment, refusal, match.inForm);
    return;
  }
  refusal.awaits = match.codes;
  refusal.deadlineAt = moment.at + moment.scope.options.patienceMs;
  if (refusal.view.phase === "unspecified") refusal.view.phase = "owed";
}

/** The refusal came as the document says (`promised`), or as it leaves it open. */
export function fulfil(moment: Moment, refusal: OwedRefusal, promised: boolean): void {
  const { connection, scope, at } = moment;
  const { kinds } = refusal.view;
  drop(connection, refusal);
  refusal.view.phase = promised ? "refused" : "unspecified";
  if (promised && !refusal.doubt && refusal.strength === "declared") scope.ledger.kept(moment, refusal.place);
  if (promised && !refusal.doubt) noteReply(moment, refusal);
  // Of a flood nobody can tell which frame was refused, but that one was.
  if (promised && kinds.includes("tooFast") && refusal.strength === "declared")
    scope.coverage.kept(connection.channel.name, refusal.place);
  if (refusal.view.closeCode === null) connection.lastRefused = refusal;
  stopContested(moment, refusal);
  if (!kinds.includes("tooFast")) return;
  connection.rate.refusedAt = at;
  // One refusal answers a flood: nobody can tell which of its frames was the one too many.
  for (const other of [...connection.refusals])
    if (other.promised === refusal.promised && isFlooding(other)) alsoFulfil(moment, other, refusal);
}

/** A refusal may be one of the replies that the operation itself declares. */
function noteReply({ connection, scope }: Moment, { operation, view }: OwedRefusal): void {
  if (operation?.sequence.kind !== "sequence" || view.reply === null) return;
  const owner = { channel: connection.channel.name, subject: operation.name };
  scope.coverage.step(owner, operation.sequence.sequence.place, { from: 0, on: view.reply.name });
}

/** The frame of a flood with which the limit was certainly passed. */
export function isDemandedFlood({ view, exchange, demanded }: OwedRefusal): boolean {
  return view.kinds.includes("tooFast") && exchange?.doubt === true && demanded();
}

function isFlooding({ exchange, awaits }: OwedRefusal): boolean {
  return awaits === null && exchange?.doubt === true;
}

function alsoFulfil(moment: Moment, other: OwedRefusal, first: OwedRefusal): void {
  drop(moment.connection, other);
  Object.assign(other.view, { phase: "refused", reply: first.view.reply, closeCode: first.view.closeCode });
  stopContested(moment, other);
}

/** The frame was refused, so it started no exchange. */
function stopContested(moment: Moment, { exchange }: OwedRefusal): void {
  if (exchange === null) return;
  exchange.refused = true;
  if (isOpen(exchange)) finish(moment, exchange, { phase: "failed" });
}

/** A frame that could be refused or taken was taken: its refusal is off, unless it was certain. */
export function standUncontested(moment: Moment, exchange: Exchange, received: ReceivedMessage): void {
  const refusal = exchange.contest;
  if (refusal === null) return;
  // Of a flood some frames are taken; the one that certainly passed the limit may not be.
  const flooded = exchange.doubt && moment.connection.refusals.some(isDemandedFlood);
  if (flooded && !isDemandedFlood(refusal)) return;
  if (!refusal.demanded()) {
    exchange.contest = null;
    drop(moment.connection, refusal);
    refusal.view.phase = "unspecified";
    return;
  }
  exchange.contest = null;
  const message = moment.connection.channel.messages.find(({ name }) => name === received.name) ?? null;
  moment.scope.ledger.violated(
    moment,
    goodCharge(refusal, { frame: received.frame, got: excerpt(message, received.payload) }),
  );
  spend(moment.connection, refusal);
}

/** A later request was answered: what the service was to ignore it has ignored, what is left open it has passed. */
export function witness(moment: Moment, exchange: Exchange): void {
  const { connection } = moment;
  if (connection.lastRefused !== null && connection.lastRefused.frame < exchange.frame)
    connection.lastRefused = null;
  if (connection.refusals.length === 0) return;
  for (const refusal of [...connection.refusals]) {
    if (refusal.frame >= exchange.frame || refusal.awaits !== null || refusal.view.phase !== "owed") continue;
    if (mayBeIgnored(refusal)) fulfil(moment, refusal, true);
    else if (refusal.strength === "inferred") leaveOpen(moment, refusal);
  }
}

/** Nothing came, and nothing was promised; what still comes is taken for it all the same. */
function leaveOpen(moment: Moment, refusal: OwedRefusal): void {
  refusal.view.phase = "unspecified";
  moment.scope.ledger.unspecified(
    moment,
    refusal.place,
    `${kindsText(refusal)}: the document declares no outcome`,
  );
}

/** The deadline of a refusal has passed. */
export function refusalMissed(moment: Moment, refusal: OwedRefusal): void {
  const { awaits, view, strength, doubt } = refusal;
  const owed = view.phase === "owed";
  if (awaits !== null) missed(moment, refusal, "the close after the refusal did not come");
  else if (owed && mayBeIgnored(refusal)) fulfil(moment, refusal, true);
  else if (owed && strength === "declared" && !doubt && refusal.demanded())
    missed(moment, refusal, `${kindsText(refusal)} was not refused`);
  else giveUp(moment, refusal);
}

function giveUp(moment: Moment, refusal: OwedRefusal): void {
  const { connection, scope } = moment;
  if (refusal.doubt)
    scope.ledger.unspecified(moment, refusal.place, "which frame a refusal was for can't be told");
  else if (refusal.view.phase === "owed" && refusal.strength === "inferred") leaveOpen(moment, refusal);
  refusal.view.phase = "unspecified";
  drop(connection, refusal);
  const { exchange } = refusal;
  if (exchange === null) return;
  exchange.contest = null;
  // As long as the first one runs, nobody can tell which of the two is answered.
  if (exchange.behind !== null) stopContested(moment, refusal);
}

function missed(moment: Moment, refusal: OwedRefusal, what: string): void {
  const { scope, connection } = moment;
  const isCase = refusal.rules.missing === "CASE";
  const rule = refusal.awaits !== null && !isCase ? "NO-CLOSE" : refusal.rules.missing;
  const limit: Deadline = refusal.awaits === null ? refusal.limit : { kind: "patience" };
  const within = duration(limitMs(limit, scope.options.patienceMs));
  const promised = limit.kind === "declared" ? "" : ` (the limit of ${within} is the tool's)`;
  scope.ledger.violated(moment, {
    rule,
    place: refusal.place,
    frame: null,
    summary: `${what} within ${within}`,
    promised: `${refusal.promised}${promised}`,
    got: insteadOf(connection, refusal),
  });
  spend(connection, refusal);
  stopContested(moment, refusal);
}

/** What came meanwhile, if only by itself: an error with other values is most likely a refusal in another way. */
function insteadOf(connection: Connection, { frame, view }: OwedRefusal): string {
  const came = view.reply ?? cameSince(connection, frame);
  if (came === null || came.reading.kind !== "message") return "nothing";
  const what = excerpt(came.reading.message, came.payload);
  return view.reply === null ? `${what}, which is not that outcome` : `${what}, and no close`;
}

/** A message came that cannot be the refusal. */
export function wrongCharge(
  refusal: OwedRefusal,
  { frame, got }: { frame: number | null; got: string },
): Charge {
  const { rules, place, promised } = refusal;
  const summary = `${kindsText(refusal)} was refused in another way than declared`;
  return { rule: rules.wrong, place, frame, summary, promised, got };
}

/** A message came that only good input gets. */
export function goodCharge(
  refusal: OwedRefusal,
  { frame, got }: { frame: number | null; got: string },
): Charge {
  const { rules, place, promised } = refusal;
  const summary = `${kindsText(refusal)} was answered like good input`;
  return { rule: rules.good, place, frame, summary, promised, got };
}

/** `a malformed frame`; of a case, that it is one. */
function kindsText({ view, rules }: OwedRefusal): string {
  if (rules.good === "CASE") return "a case that expects a refusal";
  return `a frame that is ${view.kinds.join(" or ")}`;
}
