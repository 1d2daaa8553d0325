import { closeMatches, unshowable } from "../../contract/index.ts";
import type { CloseCodes, Outcome, Place, Refusal } from "../../contract/model.ts";
import type { Incoming } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import { endArrival } from "../push/book.ts";
import { allowsClose, hasForm, outcomesText, replyForms } from "../refusal/declared.ts";
import type { RuleId } from "../rules.ts";
import type { Connection, Moment, Scope } from "../state.ts";
import { duration, excerpt } from "../narrative/words.ts";

/** A handshake that has to be refused and was accepted so far: a close (and perhaps a reply before it) must follow. */
export interface HandshakeRefusal {
  readonly outcomes: readonly Outcome[];
  readonly place: Place;
  readonly promised: string;
  deadlineAt: number;
  /** The declared reply came; the close with one of these codes is to follow. */
  awaits: CloseCodes | null;
}

interface Expected {
  readonly refusal: Refusal;
  readonly place: Place;
  readonly promised: string;
}

/** What the document wants to become of this handshake; null where it is to be accepted, or nobody knows. */
function expectedRefusal({ contract }: Scope, { facts, channel }: Connection): Expected | null {
  const { expects } = facts;
  if (expects.kind !== "refused") return null;
  const refusal = expects.as === "unknownChannel" ? contract.unknownChannel : channel.rejects[expects.as];
  const place = refusal.kind === "inferred" ? channel.place : refusal.place;
  const outcomes = refusal.kind === "unspecified" ? [] : refusal.outcomes;
  return { refusal, place, promised: `rejects: ${expects.as}: ${outcomesText(outcomes)}` };
}

function charge(
  rule: RuleId,
  { place, promised }: { place: Place; promised: string },
  [summary, got]: [string, string],
): Charge {
  return { rule, place, frame: null, summary, promised, got };
}

/** The server answered with 101. False where the connection is not to be judged any further as an open one. */
export function acceptHandshake(moment: Moment): boolean {
  const { scope, connection, at } = moment;
  const expected = expectedRefusal(scope, connection);
  if (expected === null) return true;
  const { refusal, place, promised } = expected;
  if (refusal.kind === "unspecified" || (refusal.kind === "inferred" && !demandedAnyway(moment))) {
    // What is said on it has no meaning that the document knows.
    scope.ledger.unspecified(moment, place, "what becomes of this handshake is not promised");
    connection.view.phase = "open";
    connection.muted = true;
    return false;
  }
  const { outcomes } = refusal;
  const ignored = mayBeIgnored(outcomes);
  if (
    !ignored &&
    !outcomes.some(({ kind }) => kind === "close" || kind === "reply" || kind === "reply-close")
  ) {
    handshakeAccepted(moment, { place, promised });
    return false;
  }
  const { patienceMs, quietMs = patienceMs } = scope.options;
  const deadlineAt = at + (ignored ? quietMs : patienceMs);
  connection.refusing = { outcomes, place, promised, deadlineAt, awaits: null };
  return false;
}

/** The connection may stay open, and nothing comes on it: no opening either. */
function mayBeIgnored(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ kind }) => kind === "ignored");
}

/** Security that a document declares has to hold, whether or not it says how a service insists on it. */
function demandedAnyway({ connection: { facts } }: Moment): boolean {
  return (
    facts.expects.kind === "refused" &&
    (facts.expects.as === "unauthenticated" || facts.expects.as === "forbidden")
  );
}

function handshakeAccepted(moment: Moment, about: { place: Place; promised: string }): void {
  const said: [string, string] = ["the handshake was accepted", "101 Switching Protocols"];
  moment.scope.ledger.violated(moment, charge("HANDSHAKE-ACCEPTED", about, said));
  moment.connection.muted = true;
}

const WANTS_CREDENTIAL: readonly (number | null)[] = [401, 403];

/** The service may be right, and the credential wrong. */
function doubtful({ channel }: Connection, status: number | null): string {
  const schemes = [...new Set(channel.security.flat().map(({ scheme }) => `\`${scheme}\``))];
  if (!WANTS_CREDENTIAL.includes(status) || schemes.length === 0) return "";
  return `; is the credential for ${schemes.join(" or ")} one that it knows?`;
}

/** The server answered with an HTTP error, or (`null`) with nothing but a dropped connection. */
export function refuseHandshake(moment: Moment, status: number | null): void {
  const { scope, connection } = moment;
  const got = status === null ? "a dropped connection" : `status ${status}`;
  if (isOneTooMany(scope, connection)) {
    scope.ledger.unspecified(
      moment,
      connection.channel.limits.place,
      "as many connections as allowed are open",
    );
    return;
  }
  if (connection.facts.expects.kind === "accepted") {
    const types = WANTS_CREDENTIAL.includes(status) ? unshowable(connection.channel, scope.contract) : [];
    if (types.length > 0) {
      scope.ledger.unspecified(moment, connection.channel.place, cantBeShown(types));
      return;
    }
    const about = { place: connection.channel.place, promised: "the handshake is accepted" };
    const said: [string, string] = [
      `the handshake was refused with ${got}`,
      `${got}${doubtful(connection, status)}`,
    ];
    scope.ledger.violated(moment, charge("HANDSHAKE-REFUSED", about, said));
    return;
  }
  const expected = expectedRefusal(scope, connection);
  if (expected === null) return;
  const { refusal, place } = expected;
  const declared =
    refusal.kind !== "unspecified" && refusal.outcomes.some((outcome) => hasStatus(outcome, status));
  if (declared) scope.ledger.kept(moment, place);
  else if (refusal.kind === "declared")
    scope.ledger.violated(
      moment,
      charge("WRONG-STATUS", expected, [`the handshake was refused with ${got}`, got]),
    );
  else scope.ledger.unspecified(moment, place, "how this handshake is refused is not promised");
}

/** As many connections as the document allows one client are open already; whose they are nobody knows here. */
export function isOneTooMany({ connections }: Scope, connection: Connection): boolean {
  const { channel, facts } = connection;
  const most = channel.limits.connections;
  if (most === null || facts.expects.kind === "refused") return false;
  const open = [...connections.values()].filter(
    ({ view }) => view.phase === "open" || view.phase === "opening",
  );
  return open.filter((one) => one !== connection && one.channel === channel).length >= most;
}

/** Why nobody knows whether a handshake without a credential of these types is refused rightly. */
export function cantBeShown(types: readonly string[]): string {
  return `a credential of the type ${types.join(" or ")} can't be shown in a handshake`;
}

function hasStatus(outcome: Outcome, status: number | null): boolean {
  return outcome.kind === "status" && status !== null && closeMatches(outcome.codes, status);
}

/** Does the answer name a subprotocol that the document declares and the client offered? */
export function checkSubprotocol(moment: Moment, chosen: string): void {
  const { connection, scope } = moment;
  const { subprotocols, place } = connection.channel;
  const header = connection.facts.headers["sec-websocket-protocol"];
  const offered = header?.split(",").map((name) => name.trim());
  if (subprotocols.length === 0 || (offered === undefined && connection.facts.expects.kind !== "accepted"))
    return;
  if (offered !== undefined && !offered.some((name) => subprotocols.includes(name))) return;
  if (subprotocols.includes(chosen) && (offered === undefined || offered.includes(chosen))) {
    scope.ledger.kept(moment, place);
    scope.coverage.detail(
      { kind: "subprotocol", channel: connection.channel.name, subject: "" },
      place,
      chosen,
    );
    return;
  }
  const got = chosen === "" ? "no subprotocol" : `subprotocol ${chosen}`;
  const about = { place, promised: `subprotocol: ${subprotocols.join(", ")}` };
  scope.ledger.violated(moment, charge("SUBPROTOCOL", about, [`the handshake's answer names ${got}`, got]));
  connection.muted = true;
}

/** A message on a connection whose handshake is being refused: only the declared reply may come. */
export function refusalMessage(moment: Moment, incoming: Incoming | null, got: string): void {
  const { connection, scope } = moment;
  const { refusing } = connection;
  if (refusing === null) return;
  const form = replyForms(refusing.outcomes).find(
    ({ reply }) =>
      incoming !== null &&
      refusing.awaits === null &&
      incoming.readings.some((message) => hasForm(reply, message, incoming.payload)),
  );
  if (form === undefined) {
    const message = incoming?.readings[0] ?? null;
    const text = incoming === null ? got : excerpt(message, incoming.payload);
    const name = message === null ? got : `a \`${message.name}\``;
    const wrong = mayBeIgnored(refusing.outcomes)
      ? charge("HANDSHAKE-ACCEPTED", refusing, [`the handshake was accepted: ${name} came`, text])
      : charge("LEAK", refusing, [`${name} came before the handshake was refused`, text]);
    scope.ledger.violated(moment, { ...wrong, frame: incoming?.frame ?? null });
    connection.muted = true;
    return;
  }
  if (form.codes === null) {
    scope.ledger.kept(moment, refusing.place);
    connection.refusing = null;
    connection.view.phase = "open";
    return;
  }
  refusing.awaits = form.codes;
  refusing.deadlineAt = moment.at + scope.options.patienceMs;
}

/** The server's close on a connection whose handshake is being refused. */
export function refusalClose(moment: Moment, refusing: HandshakeRefusal, code: number): void {
  const { scope, connection } = moment;
  connection.refusing = null;
  const right =
    refusing.awaits === null ? allowsClose(refusing.outcomes, code) : closeMatches(refusing.awaits, code);
  const said: [string, string] = [`the handshake was refused with close ${code}`, `close ${code}`];
  if (right) scope.ledger.kept(moment, refusing.place);
  else scope.ledger.violated(moment, charge("WRONG-STATUS", refusing, said));
}

/** The refusal of the handshake did not come in time; where it may be ignored, nothing has come, as declared. */
export function refusalMissed(moment: Moment, refusing: HandshakeRefusal): void {
  if (refusing.awaits === null && mayBeIgnored(refusing.outcomes)) {
    const { connection, scope } = moment;
    scope.ledger.kept(moment, refusing.place);
    connection.refusing = null;
    connection.view.phase = "open";
    connection.muted = true;
    return;
  }
  if (refusing.awaits === null) {
    handshakeAccepted(moment, refusing);
    return;
  }
  const said: [string, string] = ["the close after the refusal did not come", "no close"];
  moment.scope.ledger.violated(moment, charge("NO-CLOSE", refusing, said));
  moment.connection.muted = true;
}

/** The handshake was not answered at all. */
export function handshakeMissed(moment: Moment): void {
  const { connection, scope, at } = moment;
  const { place } = connection.channel;
  const promised = `the handshake is answered (the limit of ${duration(scope.options.patienceMs)} is the tool's)`;
  const summary = `the handshake was not answered within ${duration(at - connection.handshakeAt)}`;
  scope.ledger.violated(moment, charge("NO-HANDSHAKE", { place, promised }, [summary, "nothing"]));
  connection.view.phase = "closed";
  connection.muted = true;
  endArrival(moment, false);
}
