import type { Deadline, Place } from "../../contract/model.ts";
import type { Channel } from "../../contract/model.ts";
import { diffCodes } from "./diff-outcomes.ts";
import type { Recorder } from "./recorder.ts";
import { samePromise } from "./same-promise.ts";

/** Two versions of one thing. */
export interface Pair<T> {
  readonly old: T;
  readonly new: T;
}

/** Both sides of a pair, seen through a function. */
export function seen<T, U>({ old, new: now }: Pair<T>, look: (one: T) => U): Pair<U> {
  return { old: look(old), new: look(now) };
}

export function diffDeadline(recorder: Recorder, { old, new: now }: Pair<Deadline>, what: string): void {
  const [before, after] = [msOf(old), msOf(now)];
  const spot = { old: placeOf(old), new: placeOf(now) };
  const words = (ms: number): string => (Number.isFinite(ms) ? `within ${ms} ms` : "at any time");
  if (after > before)
    recorder.say("DEADLINE-LONGER", spot, `${what} comes ${words(after)}, before ${words(before)}`);
  if (after < before)
    recorder.say("DEADLINE-SHORTER", spot, `${what} comes ${words(after)}, before ${words(before)}`);
}

function msOf(deadline: Deadline): number {
  return deadline.kind === "declared" ? deadline.ms : Infinity;
}

function placeOf(deadline: Deadline): Place | null {
  return deadline.kind === "declared" ? deadline.place : null;
}

const LIMITS = {
  messageBytes: "bytes of a frame",
  messagesPerSecond: "frames per second",
  connections: "connections",
  exchanges: "exchanges at a time",
} as const;

export function diffLimits(recorder: Recorder, { old, new: now }: Pair<Channel["limits"]>): void {
  for (const key of ["messageBytes", "messagesPerSecond", "connections", "exchanges"] as const) {
    const [before, after] = [old[key] ?? Infinity, now[key] ?? Infinity];
    const spot = {
      old: old[key] === null ? null : `${old.place}/${key}`,
      new: now[key] === null ? null : `${now.place}/${key}`,
    };
    const words = (bound: number): string => (Number.isFinite(bound) ? String(bound) : "no limit");
    const why = `${LIMITS[key]}: ${words(after)}, before ${words(before)}`;
    if (after < before) recorder.say("LIMIT-TIGHTENED", spot, why);
    if (after > before) recorder.say("LIMIT-LOOSENED", spot, why);
  }
}

export function diffIdle(recorder: Recorder, { old, new: now }: Pair<Channel["idle"]>): void {
  if (old.kind === "none" && now.kind === "none") return;
  if (old.kind === "none" || now.kind === "none") {
    if (now.kind === "close")
      recorder.say("IDLE-ADDED", { old: null, new: now.place }, "silent clients are closed now");
    if (old.kind === "close")
      recorder.say("IDLE-REMOVED", { old: old.place, new: null }, "silent clients are closed no more");
    return;
  }
  const spot = { old: old.place, new: now.place };
  const longer = idleGrowth(old, now);
  if (longer === null) recorder.say("IDLE-CHANGED", spot, "silence is counted in another way");
  else if (longer < 0) recorder.say("IDLE-SHORTENED", spot, "silent clients are closed sooner");
  else if (longer > 0) recorder.say("IDLE-LENGTHENED", spot, "silent clients are closed later");
  if (old.reply !== now.reply)
    recorder.say("IDLE-CHANGED", spot, "another message precedes the close after silence");
  const places = { old: `${old.place}/close`, new: `${now.place}/close`, what: "silence" };
  diffCodes(recorder, { old: old.codes, new: now.codes }, places);
}

type Close = Channel["idle"] & { kind: "close" };

/** Positive: clients may be silent longer; null: that can't be compared. */
function idleGrowth(old: Close, now: Close): number | null {
  if (old.until !== now.until) return null;
  const resets = Number(now.resets === "any") - Number(old.resets === "any");
  if (old.after.kind === "fixed" && now.after.kind === "fixed") {
    const growth = Math.sign(now.after.ms - old.after.ms);
    return growth * resets < 0 ? null : growth || resets;
  }
  if (old.after.kind !== "handshake" || now.after.kind !== "handshake") return null;
  const { defaultMs: before, ...rest } = old.after;
  const { defaultMs: after, ...others } = now.after;
  if (!samePromise(rest, others)) return null;
  const growth = Math.sign((after ?? Infinity) - (before ?? Infinity)) || 0;
  return growth * resets < 0 ? null : growth || resets;
}
