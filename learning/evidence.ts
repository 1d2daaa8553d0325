/** Where something was seen: enough to find the frame again, nothing of what it says. */
export interface Seen {
  readonly file: string;
  readonly connection: string;
  readonly at: number;
}

/** Something too rare to make a rule of: left out, and said. */
export interface Doubt {
  readonly what: string;
  readonly count: number;
  readonly of: number;
  /** The first of them; null where nobody noted it. */
  readonly first: Seen | null;
}

/** Below so many nothing is rare: it may be the first of many. */
const ENOUGH = 500;
/** What is rarer than one in so many is set aside. */
const ONE_IN = 500;

/** Too rare to become a rule: a slip of one frame in a thousand must not be one. */
export function isRare(count: number, of: number): boolean {
  return of >= ENOUGH && count * ONE_IN <= of;
}

export function shownSeen({ file, connection, at }: Seen): string {
  return `${file}, connection ${connection}, ${at} ms`;
}
