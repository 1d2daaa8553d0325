import { acceptsAt, hasWayOut, stepClose, stepSequence } from "../../contract/index.ts";
import type { Deadline, Sequence } from "../../contract/model.ts";
import { limitMs } from "../exchange/exchange.ts";
import { type Claim, type Incoming, TIER } from "../frames/incoming.ts";
import type { Charge } from "../ledger.ts";
import { limitText } from "../narrative/limits.ts";
import { namesOf } from "../exchange/sequence-facts.ts";
import type { Moment } from "../state.ts";
import { duration, excerpt, namesText } from "../narrative/words.ts";

/** How far the declared opening of a connection has come. */
export interface OpeningRun {
  readonly sequence: Sequence;
  readonly within: Deadline;
  state: number;
  deadlineAt: number;
  /** It went wrong: what still comes of it is no news. */
  broken: boolean;
}

/** Starts the opening, or has the connection open at once where none is declared. */
export function startOpening(moment: Moment): void {
  const { connection, at, scope } = moment;
  const { opening } = connection.channel;
  if (opening.kind === "none") {
    ready(moment);
    return;
  }
  const { sequence, within } = opening;
  const deadlineAt = at + limitMs(within, scope.options.patienceMs);
  connection.opening = { sequence, within, state: 0, deadlineAt, broken: false };
  if (acceptsAt(sequence, 0)) ready(moment);
}

/** The opening is over, as far as anything of it is owed. */
function ready({ connection, at }: Moment): void {
  if (connection.view.phase === "open") return;
  connection.view.phase = "open";
  connection.readyAt = at;
}

/** True while the opening owes something. */
export function openingOwed({ connection }: Pick<Moment, "connection">): boolean {
  const { opening, view } = connection;
  return opening !== null && !opening.broken && view.phase === "opening";
}

export function openingClaims(moment: Moment, incoming: Incoming, claims: Claim[]): void {
  const { opening } = moment.connection;
  if (opening === null || opening.broken) return;
  for (const message of incoming.readings) {
    const state = stepSequence(opening.sequence, opening.state, message.name);
    if (state === null) continue;
    const take: Claim["take"] = (received) => {
      const { connection, scope } = moment;
      const owner = { channel: connection.channel.name, subject: "" };
      scope.coverage.step(owner, opening.sequence.place, { from: opening.state, on: message.name });
      opening.state = state;
      moment.connection.view.opening.push(received);
      if (!acceptsAt(opening.sequence, state)) return;
      ready(moment);
      moment.scope.ledger.kept(moment, opening.sequence.place);
      if (opening.within.kind === "declared") moment.scope.ledger.kept(moment, opening.within.place);
      noteGreetings(moment, opening);
      if (!hasWayOut(opening.sequence, state)) moment.connection.opening = null;
    };
    const alike = "opening";
    claims.push({
      tier: TIER.opening,
      message,
      charges: [],
      alike,
      named: false,
      doubtful: false,
      doubt: () => {},
      take,
    });
    return;
  }
}

/** An opening that came is what an operation with `trigger: connect` sends to the one who connects. */
function noteGreetings({ connection, scope }: Moment, { sequence }: OpeningRun): void {
  const { name, operations } = connection.channel;
  for (const operation of operations) {
    if (operation.kind !== "server" || operation.trigger.kind !== "connect") continue;
    const { audience, messages, place, trigger } = operation;
    const own = audience.kind === "sender" || audience.kind === "undeclared";
    if (!own || !messages.some((message) => namesOf(sequence).has(message))) continue;
    for (const at of [place, trigger.place, ...(audience.kind === "sender" ? [audience.place] : [])])
      scope.coverage.kept(name, at);
  }
}

/** A message of the opening at the wrong place; null where the opening does not know it, or is over. */
export function openingCharge({ connection }: Moment, { readings, frame, payload }: Incoming): Charge | null {
  const { opening } = connection;
  const message = readings.find(({ name }) => opening !== null && namesOf(opening.sequence).has(name));
  if (opening === null || message === undefined || connection.view.phase !== "opening") return null;
  return {
    rule: "NO-OPENING",
    place: opening.sequence.place,
    frame,
    summary: `\`${message.name}\` came where the opening has ${expectedNames(opening)}`,
    promised: `opening: ${opening.sequence.text}`,
    got: excerpt(message, payload),
  };
}

/** The opening's deadline has passed. */
export function openingMissed({ connection, scope, at }: Moment, opening: OpeningRun): Charge {
  const { view } = connection;
  const last = view.opening.at(-1);
  const after = duration(at - connection.openAt);
  return {
    rule: "NO-OPENING",
    place: opening.sequence.place,
    frame: null,
    summary: `${expectedNames(opening)} did not come within ${after} after the handshake`,
    promised: `opening: ${opening.sequence.text}, ${limitText("openingWithin", opening.within, scope.options)}`,
    got: last === undefined ? "nothing" : `nothing after \`${last.name}\``,
  };
}

/** Ends the opening after a violation: the connection is usable, what comes late is ignored. */
export function breakOpening(moment: Moment): void {
  if (moment.connection.opening !== null) moment.connection.opening.broken = true;
  ready(moment);
}

/** Takes the server's close as a step of the opening; false where it is none. */
export function closesOpening({ connection }: Moment, code: number): boolean {
  const { opening } = connection;
  return opening !== null && stepClose(opening.sequence, opening.state, code) !== null;
}

function expectedNames({ sequence, state }: OpeningRun): string {
  const steps = sequence.states[state]?.steps ?? [];
  return namesText(steps.map(({ on }) => (on.kind === "name" ? on.name : `close(${on.code})`)));
}
