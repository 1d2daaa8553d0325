import type { Exchange } from "./exchange/exchange.ts";
import type { Fate } from "./model.ts";
import type { OwedRefusal } from "./refusal/refusal.ts";

/** What became of a client's frame so far. Where the service may do either, it has an exchange and a refusal. */
export interface FateRecord {
  readonly exchange: Exchange | null;
  readonly refusal: OwedRefusal | null;
  /** Which of the two it is taken for until the service has decided. */
  readonly favours: "exchange" | "refusal";
}

export function fateOf({ exchange, refusal, favours }: FateRecord): Fate {
  if (exchange === null)
    return refusal === null ? { kind: "none" } : { kind: "refusal", refusal: refusal.view };
  if (refusal === null) return { kind: "exchange", exchange: exchange.view };
  const { phase } = refusal.view;
  const decided = phase === "refused" || phase === "broken";
  const open = phase !== "refused" && exchange.contest === refusal;
  return decided || (open && favours === "refusal")
    ? { kind: "refusal", refusal: refusal.view }
    : { kind: "exchange", exchange: exchange.view };
}
