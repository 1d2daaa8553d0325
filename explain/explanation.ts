import type { Contract } from "../contract/model.ts";
import type { LineMap } from "../contract/index.ts";
import type { Gap } from "./gap.ts";
import { gapsOf } from "./gaps.ts";
import { overlaySnippet } from "./overlay-snippet.ts";

/** A contract as understood, and what it leaves unsaid. */
export interface Explanation {
  readonly contract: Contract;
  readonly gaps: readonly Gap[];
  /** An overlay that would say it; "" where nothing is left unsaid. */
  readonly overlay: string;
  readonly lineMap: LineMap | null;
}

/** Explains a contract; with `channel` only that one. Throws `RangeError` where there is no such channel. */
export function explain(whole: Contract, lineMap: LineMap | null, channel: string = ""): Explanation {
  const contract = channel === "" ? whole : onlyChannel(whole, channel);
  const gaps = gapsOf(contract);
  return { contract, gaps, overlay: overlaySnippet(contract, gaps), lineMap };
}

function onlyChannel(contract: Contract, name: string): Contract {
  const channels = contract.channels.filter((channel) => channel.name === name);
  if (channels.length === 0) throw new RangeError(`the contract has no channel ${name}`);
  return { ...contract, channels };
}
