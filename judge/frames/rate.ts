/** How fast a client sends: what the limit says about it is certain only far below and far above. */
export interface Rate {
  /** Times of the frames of the last two seconds, and what nobody has thrown away yet before them. */
  readonly times: number[];
  /** Where in them the last two seconds begin, and the last one. */
  from: number;
  recent: number;
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
  return { times: [], from: 0, recent: 0, hotUntil: 0, refusedAt: Number.NEGATIVE_INFINITY };
}

/** Counts one frame at `at` and says how fast the client is now. */
export function countFrame(rate: Rate, limit: number | null, at: number): Pace {
  if (limit === null) return "calm";
  const { times } = rate;
  times.push(at);
  while ((times[rate.from] ?? at) <= at - 2000) rate.from += 1;
  while ((times[rate.recent] ?? at) <= at - 1000) rate.recent += 1;
  if (rate.from > SPARE && rate.from > times.length / 2) tidy(rate);
  const second = times.length - rate.recent;
  if (second >= 3 * limit) return "flood";
  if (second > limit) return "fast";
  return second <= Math.max(1, Math.floor(limit / 2)) && times.length - rate.from <= limit ? "calm" : "brisk";
}

const SPARE = 256;

function tidy(rate: Rate): void {
  rate.times.splice(0, rate.from);
  rate.recent -= rate.from;
  rate.from = 0;
}
