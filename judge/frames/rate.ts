/** How fast a client sends: what the limit says about it is certain only far below and far above. */
export interface Rate {
  /** Times of the frames of the last two seconds. */
  readonly times: number[];
  /** Until when refusals for sending too fast may come. */
  hotUntil: number;
  /** When such a refusal came last; `-Infinity`: never. */
  refusedAt: number;
}

/**
 * `calm`: at most half the limit, must be accepted. `brisk`: up to the limit, may be refused (clocks differ).
 * `fast`: above it, may be accepted (the service counts differently). `flood`: at least three times the limit, must
 * be refused somewhere.
 */
export type Pace = "calm" | "brisk" | "fast" | "flood";

export function newRate(): Rate {
  return { times: [], hotUntil: 0, refusedAt: Number.NEGATIVE_INFINITY };
}

/** Counts one frame at `at` and says how fast the client is now. */
export function countFrame(rate: Rate, limit: number | null, at: number): Pace {
  if (limit === null) return "calm";
  const { times } = rate;
  times.push(at);
  while ((times[0] ?? at) <= at - 2000) times.shift();
  const second = times.length - times.findIndex((time) => time > at - 1000);
  if (second >= 3 * limit) return "flood";
  if (second > limit) return "fast";
  return second <= Math.max(1, Math.floor(limit / 2)) && times.length <= limit ? "calm" : "brisk";
}
