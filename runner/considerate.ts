import { shownUrl } from "../config/index.ts";
import { oneLine } from "../contract/plain-text.ts";
import type { Filter } from "./filter.ts";
import { isLoopback } from "./tcp.ts";

/** Families that flood, send bad input, keep waiting or try anything. */
const HOSTILE: readonly string[] = ["refusal", "idle", "property"];

/** Elsewhere than on this machine nothing is flooded, fed bad input or kept waiting unless the user says so. */
export function considerate(filter: Filter, url: string | null, hostile: boolean): Filter {
  return hostile || url === null || isLoopback(url) ? filter : { ...filter, without: HOSTILE };
}

/** What is left out and why, for a person; "" where nothing is. */
export function consideredText({ without }: Filter, url: string | null): string {
  if (without.length === 0) return "";
  return `${oneLine(shownUrl(url ?? ""))} is not on this machine: without ${without.join(" and ")}; --hostile runs them too\n`;
}
