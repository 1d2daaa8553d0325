import { closeMatches } from "../../contract/index.ts";
import { assertNever } from "../../contract/assert-never.ts";
import type { Idle } from "../../contract/model.ts";
import { type Claim, type Incoming, TIER } from "../frames/incoming.ts";
import type { Stray } from "../frames/stray.ts";
import type { Charge } from "../ledger.ts";
import { codesText } from "../refusal/declared.ts";
import { handshakeValue } from "../pointers.ts";
import type { Connection, Moment } from "../state.ts";
import { duration } from "../narrative/words.ts";

type Limit = Idle & { readonly kind: "close" };

/** The clock of an idle limit. */
export interface IdleClock {
  readonly limit: Limit;
  readonly ms: number;
  /** When silence began, for "too late". */
  since: number;
  /** For "too early", on the clock that never stands still: the handshake counts from its beginning. */
  sinceEarliest: number;
  /** The same before the last frame: it may have crossed the close. */
  before: number;
  /** The operation that ends a login deadline was sent. */
  paused: boolean;
  late: boolean;
  /** The message that announces the close has come in this silence. */
  replied: boolean;
  /** It was told already that this silence was cut too early. */
  told: boolean;
}

/** Share of the limit by which a close may come early. */
const EARLY = 0.05;

/** Starts the clock at the handshake; null where no limit is declared or its value is not known. */
export function startIdle({ channel, facts, openAt, handshakeWall }: Connection): IdleClock | null {
  const { idle } = channel;
  if (idle.kind === "none") return null;
  const ms = limitOf(idle, facts);
  if (ms === null) return null;
  const before = handshakeWall;
  return {
    limit: idle,
    ms,
    since: openAt,
    sinceEarliest: handshakeWall,
    before,
    paused: false,
    late: false,
    replied: false,
    told: false,
  };
}

function limitOf({ after }: Limit, facts: Connection["facts"]): number | null {
  switch (after.kind) {
    case "fixed":
      return after.ms;
    case "handshake": {
      const value = Number(handshakeValue(facts, after.pointer.pointer) ?? Number.NaN);
      return Number.isFinite(value) ? value * after.unitMs : after.defaultMs;
    }
    default:
      return assertNever(after);
  }
}

/** A data frame passed; login deadlines are not moved by it. */
export function touchIdle({ connection, scope, at }: Moment, from: "client" | "server"): void {
  const clock = connection.idle;
  if (clock === null || clock.limit.until !== "" || clock.late) return;
  if (from === "server" && clock.limit.resets !== "any") return;
  clock.since = at;
  // What announces the close ends no silence.
  if (from === "server" && clock.replied) return;
  clock.before = clock.sinceEarliest;
  clock.sinceEarliest = scope.wall;
  clock.replied = false;
}

/** Latest time of the close. */
export function idleDeadline({ connection }: Pick<Moment, "connection">): number {
  const clock = connection.idle;
  if (clock === null || clock.late || clock.paused) return Number.POSITIVE_INFINITY;
  return clock.since + clock.ms + Math.max(2000, clock.ms * 0.2);
}

/** The operation that a login deadline waits for was sent, failed or succeeded. */
export function loginIdle(
  { connection }: Moment,
  operation: string,
  state: "sent" | "failed" | "done",
): void {
  const clock = connection.idle;
  if (clock === null || clock.limit.until !== operation) return;
  if (state === "done") connection.idle = null;
  else clock.paused = state === "sent";
}

export function idleMissed({ at }: Moment, clock: IdleClock): Charge {
  return {
    rule: "IDLE-LATE",
    place: clock.limit.place,
    frame: null,
    summary: `the connection was still open after ${duration(at - clock.since)} of silence`,
    promised: idleText(clock),
    got: "no close",
  };
}

/** What the server's close is to the idle limit. `null`: nothing. */
export type IdleClose =
  | { readonly kind: "kept" }
  | { readonly kind: "crossed" }
  | { readonly kind: "charge"; readonly charge: Charge };

export function idleClose({ connection, scope }: Moment, code: number): IdleClose | null {
  const clock = connection.idle;
  if (clock === null) return null;
  const { limit, ms } = clock;
  const matches = closeMatches(limit.codes, code);
  const earliest = ms * (1 - EARLY);
  const silence = scope.wall - clock.sinceEarliest;
  if (silence >= earliest || clock.late) {
    if (matches && (limit.reply === "" || clock.replied)) return { kind: "kept" };
    return { kind: "charge", charge: idleCharge(clock, matches, { code, silence }) };
  }
  if (!matches || (limit.codes.kind === "any" && silence < ms / 2)) return null;
  if (clock.told || hasCrossed(clock, scope.wall)) return { kind: "crossed" };
  const summary = `the connection was closed after ${duration(silence)} of silence`;
  return { kind: "charge", charge: { ...early(clock, summary), frame: null, got: `close ${code}` } };
}

/** A frame of the last moment may not have reached the service in time. */
function hasCrossed({ ms, before, sinceEarliest, paused }: IdleClock, wall: number): boolean {
  return paused || (wall - before >= ms * (1 - EARLY) && wall - sinceEarliest <= ms * EARLY);
}

function early(clock: IdleClock, summary: string): Pick<Charge, "rule" | "place" | "summary" | "promised"> {
  return { rule: "IDLE-EARLY", place: clock.limit.place, summary, promised: idleText(clock) };
}

function idleCharge(
  clock: IdleClock,
  matches: boolean,
  { code, silence }: { readonly code: number; readonly silence: number },
): Charge {
  const { limit } = clock;
  const how = matches ? `without a \`${limit.reply}\` before` : `with ${code}`;
  return {
    rule: "WRONG-CLOSE",
    place: limit.place,
    frame: null,
    summary: `after ${duration(silence)} of silence the connection was closed ${how}`,
    promised: idleText(clock),
    got: `close ${code}`,
  };
}

/** The message that announces an idle close. */
export function idleClaims(moment: Moment, { readings }: Incoming, claims: Claim[]): void {
  const clock = moment.connection.idle;
  if (clock === null || clock.limit.reply === "") return;
  const message = readings.find(({ name }) => name === clock.limit.reply);
  if (message === undefined) return;
  const { wall } = moment.scope;
  if (wall - clock.sinceEarliest < clock.ms * (1 - EARLY) && !hasCrossed(clock, wall)) return;
  const take = (): void => {
    clock.replied = true;
  };
  claims.push({
    tier: TIER.idle,
    message,
    charges: [],
    alike: "idle",
    named: false,
    doubtful: false,
    doubt: () => {},
    take,
  });
}

/**
 * The message that announces an idle close, before its time. An error may have come for any reason: it is one only
 * where half of the time had passed.
 */
export function earlyGoodbye(
  { connection, scope }: Moment,
  { message, received, got }: Stray,
): Charge | null {
  const clock = connection.idle;
  if (clock === null || clock.limit.reply !== message.name) return null;
  const silence = scope.wall - clock.sinceEarliest;
  if (message.error && silence < clock.ms / 2) return null;
  clock.told = true;
  const summary = `\`${message.name}\`, which announces the idle close, came after ${duration(silence)} of silence`;
  return { ...early(clock, summary), frame: received.frame, got };
}

function idleText({ limit, ms }: IdleClock): string {
  const until = limit.until === "" ? "" : `, until: ${limit.until}`;
  return `idle: after: ${duration(ms)}${until}, close: ${codesText(limit.codes)}`;
}
