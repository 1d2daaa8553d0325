import type { ClientOperation } from "../../contract/model.ts";
import type { ExchangePhase } from "../model.ts";

/** What is remembered of an exchange that is over. */
export interface PastExchange {
  readonly operation: ClientOperation;
  readonly id: string | null;
  readonly phase: ExchangePhase;
  /** When it was over, and by which message ("" for none). */
  readonly endedAt: number;
  readonly lastName: string;
  readonly startedAt: number;
  /** What comes late is not certainly wrong. */
  readonly doubt: boolean;
}

/** The ended exchanges of one connection, as many as are worth remembering. */
export interface Past {
  readonly byId: Map<string, PastExchange>;
  readonly withoutId: PastExchange[];
  /** Every id that a client's frame carried here. */
  readonly sent: Set<string>;
  /** Some ids were too many to remember. */
  forgot: boolean;
}

const MOST_IDS = 10_000;
/** The oldest are dropped so many at once: to find the one that is oldest is slow. */
const SPARE = 1000;
const MOST_WITHOUT_ID = 32;

export function newPast(): Past {
  return { byId: new Map(), withoutId: [], sent: new Set(), forgot: false };
}

export function remember(past: Past, exchange: PastExchange): void {
  if (exchange.id === null) {
    past.withoutId.push(exchange);
    if (past.withoutId.length > MOST_WITHOUT_ID) past.withoutId.shift();
    return;
  }
  const before = past.byId.get(exchange.id);
  past.byId.delete(exchange.id);
  past.byId.set(exchange.id, before?.doubt === true ? { ...exchange, doubt: true } : exchange);
  if (past.byId.size > MOST_IDS + SPARE) dropOldest(past.byId, MOST_IDS);
}

export function rememberIds(past: Past, ids: readonly string[]): void {
  for (const id of ids) past.sent.add(id);
  if (past.sent.size <= MOST_IDS + SPARE) return;
  past.forgot = true;
  dropOldest(past.sent, MOST_IDS);
}

function dropOldest(kept: Map<string, PastExchange> | Set<string>, most: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}
