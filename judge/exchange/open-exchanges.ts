import { Agenda } from "../agenda.ts";
import { type Exchange, exchangeDeadline } from "./exchange.ts";

/** The open exchanges of one operation, each list oldest first. */
export interface Lane {
  readonly all: readonly Exchange[];
  /** Without an id, and without a reply yet: nobody can tell one of them from another. */
  readonly fresh: readonly Exchange[];
  /** Without an id, and with a reply. */
  readonly begun: readonly Exchange[];
  withId(id: string): readonly Exchange[];
}

const NONE: readonly Exchange[] = [];

class OwnLane implements Lane {
  readonly all: Exchange[] = [];
  readonly fresh: Exchange[] = [];
  readonly begun: Exchange[] = [];
  readonly byId = new Map<string, Exchange[]>();

  withId(id: string): readonly Exchange[] {
    return this.byId.get(id) ?? NONE;
  }
}

/** The open exchanges of one connection, oldest first, found without looking at all of them. */
export class OpenExchanges implements Iterable<Exchange> {
  readonly #all: Exchange[] = [];
  readonly #lanes = new Map<string, OwnLane>();
  readonly #agenda: Agenda<Exchange>;

  constructor(patienceMs: number) {
    this.#agenda = new Agenda((exchange) => exchangeDeadline(exchange, patienceMs));
  }

  get size(): number {
    return this.#all.length;
  }

  [Symbol.iterator](): IterableIterator<Exchange> {
    return this.#all.values();
  }

  lane(operation: string): Lane | undefined {
    return this.#lanes.get(operation);
  }

  /** Those with an id, whatever their operation. */
  withId(id: string): Exchange[] {
    const found: Exchange[] = [];
    for (const lane of this.#lanes.values()) found.push(...lane.withId(id));
    return inOrder(found);
  }

  add(exchange: Exchange): void {
    insert(this.#all, exchange);
    const { name } = exchange.view.operation;
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = new OwnLane();
      this.#lanes.set(name, lane);
    }
    insert(lane.all, exchange);
    if (exchange.id === null) insert(exchange.view.replies.length === 0 ? lane.fresh : lane.begun, exchange);
    else {
      const same = lane.byId.get(exchange.id);
      if (same === undefined) lane.byId.set(exchange.id, [exchange]);
      else insert(same, exchange);
    }
    this.#agenda.note(exchange);
  }

  remove(exchange: Exchange): void {
    if (!take(this.#all, exchange)) return;
    this.#agenda.forget(exchange);
    const lane = this.#lanes.get(exchange.view.operation.name);
    if (lane === undefined) return;
    take(lane.all, exchange);
    if (exchange.id === null) {
      if (!take(lane.fresh, exchange)) take(lane.begun, exchange);
      return;
    }
    const same = lane.byId.get(exchange.id);
    if (same !== undefined && take(same, exchange) && same.length === 0) lane.byId.delete(exchange.id);
  }

  /** Its first reply has come. */
  begin(exchange: Exchange): void {
    const lane = this.#lanes.get(exchange.view.operation.name);
    if (lane !== undefined && take(lane.fresh, exchange)) insert(lane.begun, exchange);
  }

  /** Its deadline may be earlier than before. */
  timed(exchange: Exchange): void {
    if (has(this.#all, exchange)) this.#agenda.note(exchange);
  }

  /** The earliest deadline; `Infinity` for none. */
  deadline(): number {
    return this.#agenda.next();
  }

  /** Those whose deadline has come, oldest first. */
  due(at: number): Exchange[] {
    return inOrder(this.#agenda.due(at));
  }
}

/** Oldest first. */
export function inOrder(exchanges: Exchange[]): Exchange[] {
  return exchanges.length < 2 ? exchanges : exchanges.sort((one, other) => one.frame - other.frame);
}

/** Where an exchange stands in a list that is in order, or would stand. */
function placeIn(list: readonly Exchange[], { frame }: Exchange): number {
  if (list[0]?.frame === frame) return 0;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.frame ?? 0) < frame) low = middle + 1;
    else high = middle;
  }
  return low;
}

function has(list: readonly Exchange[], exchange: Exchange): boolean {
  return list[placeIn(list, exchange)] === exchange;
}

function insert(list: Exchange[], exchange: Exchange): void {
  const last = list.at(-1);
  if (last === undefined || last.frame < exchange.frame) list.push(exchange);
  else list.splice(placeIn(list, exchange), 0, exchange);
}

function take(list: Exchange[], exchange: Exchange): boolean {
  const index = placeIn(list, exchange);
  if (list[index] !== exchange) return false;
  if (index === 0) list.shift();
  else if (index === list.length - 1) list.pop();
  else list.splice(index, 1);
  return true;
}
