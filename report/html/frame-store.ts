import type { RunEvent } from "../events.ts";
import type { PageFrame, PageFrames } from "./page-data.ts";

type Frame = Extract<RunEvent, { kind: "frame" }>;

/** Of one test's frames the first and the last are kept: what opened it, and what it ended with. */
const FIRST = 60;
const LAST = 140;
/** A test that kept its promises is looked at for its course, not for every byte. */
const LAST_OF_KEPT = 20;
const LONGEST_OF_KEPT = 600;

interface Kept {
  readonly first: Frame[];
  last: Frame[];
  count: number;
}

/** Holds the frames of tests that run now; memory does not grow with how many frames come. */
export interface FrameStore {
  add(frame: Frame): void;
  /** The frames of a test that is over; it is forgotten with that. */
  take(test: string, kept: boolean): PageFrames;
}

export function frameStore(): FrameStore {
  const running = new Map<string, Kept>();
  return {
    add(frame) {
      const found = running.get(frame.test) ?? { first: [], last: [], count: 0 };
      running.set(frame.test, found);
      found.count += 1;
      if (found.first.length < FIRST) found.first.push(frame);
      else found.last.push(frame);
      if (found.last.length > 2 * LAST) found.last = found.last.slice(-LAST);
    },
    take(test, kept) {
      const { first, last, count } = running.get(test) ?? { first: [], last: [], count: 0 };
      running.delete(test);
      const end = last.slice(-(kept ? LAST_OF_KEPT : LAST));
      const start = first[0]?.at ?? 0;
      const frames = [...first, ...end].map((frame) => shown(frame, start, kept));
      return { frames, left: count - frames.length, leftAfter: first.length };
    },
  };
}

function shown({ at, connection, frame, from, label, text }: Frame, start: number, kept: boolean): PageFrame {
  const cut = kept && text.length > LONGEST_OF_KEPT;
  const shortened = cut
    ? `${text.slice(0, LONGEST_OF_KEPT)}… (${text.length} characters, cut for this report)`
    : text;
  return { at: Math.round((at - start) * 10) / 10, connection, frame, from, label, text: shortened };
}
