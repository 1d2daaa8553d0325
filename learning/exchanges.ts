/** A request and what followed it: names with how many came in a row. */
interface Exchange {
  readonly request: string;
  readonly id: string | null;
  readonly steps: { readonly name: string; count: number }[];
  long: boolean;
}

/** What a connection is in the middle of. */
export interface Talk {
  readonly open: Exchange[];
  asked: boolean;
  readonly opening: string[];
}

const MOST_OPEN = 64;
const MOST_SEQUENCES = 64;
const MOST_STEPS = 24;

/** What followed the requests of one name. */
export interface Followed {
  requests: number;
  /** Sequences of names, a tab behind those of which several came in a row, with how often; null once there were too many. */
  sequences: Map<string, number> | null;
  /** Names that came with the id of the request. */
  readonly matched: Set<string>;
  /** In how many exchanges each name came. */
  readonly present: Map<string, number>;
  /** How many frames of each name. */
  readonly frames: Map<string, number>;
  /** Requests whose running exchange had the same id. */
  readonly over: Map<string, number>;
}

/** Notices which messages follow which requests, and which come by themselves. */
export class Exchanges {
  readonly followed: Map<string, Followed> = new Map();
  /** Frames of each name that followed nothing. */
  readonly alone: Map<string, number> = new Map();
  readonly openings: Map<string, number> = new Map();
  connections = 0;

  begin(): Talk {
    this.connections += 1;
    return { open: [], asked: false, opening: [] };
  }

  asked(talk: Talk, request: string, id: string | null): void {
    this.#opened(talk);
    const followed = this.#of(request);
    followed.requests += 1;
    const same = id === null ? undefined : talk.open.find((one) => one.id === id);
    if (same !== undefined) {
      if (same.request !== request)
        followed.over.set(same.request, (followed.over.get(same.request) ?? 0) + 1);
      this.#ended(talk, same);
    }
    if (id === null) for (const one of talk.open.filter((other) => other.id === null)) this.#ended(talk, one);
    talk.open.push({ request, id, steps: [], long: false });
    const [oldest] = talk.open;
    if (talk.open.length > MOST_OPEN && oldest !== undefined) this.#ended(talk, oldest);
  }

  answered(talk: Talk, name: string, id: string | null): void {
    if (!talk.asked && talk.open.length === 0) {
      if (talk.opening.length < MOST_STEPS) talk.opening.push(name);
      return;
    }
    const own = id === null ? undefined : talk.open.findLast((one) => one.id === id);
    const exchange = own ?? (id === null ? talk.open.findLast((one) => one.id === null) : undefined);
    if (exchange === undefined) {
      this.alone.set(name, (this.alone.get(name) ?? 0) + 1);
      return;
    }
    const followed = this.#of(exchange.request);
    if (own !== undefined) followed.matched.add(name);
    followed.frames.set(name, (followed.frames.get(name) ?? 0) + 1);
    const last = exchange.steps.at(-1);
    if (last?.name === name) last.count += 1;
    else if (exchange.steps.length < MOST_STEPS) exchange.steps.push({ name, count: 1 });
    else exchange.long = true;
  }

  /** The service closes the connection, of itself: that is about what was asked last. */
  closed(talk: Talk, code: number): void {
    talk.open.at(-1)?.steps.push({ name: `close(${code})`, count: 1 });
  }

  /** Nothing more comes of the connection. */
  end(talk: Talk): void {
    this.#opened(talk);
    for (const one of [...talk.open]) this.#ended(talk, one);
  }

  #opened(talk: Talk): void {
    if (talk.asked) return;
    talk.asked = true;
    const key = talk.opening.join(" ");
    if (this.openings.has(key) || this.openings.size < MOST_SEQUENCES)
      this.openings.set(key, (this.openings.get(key) ?? 0) + 1);
    for (const name of talk.opening) this.alone.set(name, this.alone.get(name) ?? 0);
  }

  #of(request: string): Followed {
    const known = this.followed.get(request);
    if (known !== undefined) return known;
    const made: Followed = {
      requests: 0,
      sequences: new Map(),
      matched: new Set(),
      present: new Map(),
      frames: new Map(),
      over: new Map(),
    };
    this.followed.set(request, made);
    return made;
  }

  #ended(talk: Talk, exchange: Exchange): void {
    talk.open.splice(talk.open.indexOf(exchange), 1);
    const followed = this.#of(exchange.request);
    for (const name of new Set(exchange.steps.map((step) => step.name)))
      followed.present.set(name, (followed.present.get(name) ?? 0) + 1);
    const { sequences } = followed;
    if (sequences === null) return;
    const key = exchange.steps.map(({ name, count }) => (count > 1 ? `${name}\t` : name)).join("\n");
    sequences.set(key, (sequences.get(key) ?? 0) + 1);
    if (sequences.size > MOST_SEQUENCES || exchange.long) followed.sequences = null;
  }
}
