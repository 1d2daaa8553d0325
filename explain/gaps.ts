import type { Contract } from "../contract/model.ts";
import { channelGaps } from "./channel-gaps.ts";
import { clientGaps } from "./client-gaps.ts";
import { documentGaps } from "./document-gaps.ts";
import type { Gap } from "./gap.ts";
import { serverGaps } from "./server-gaps.ts";

/** Everything that the contract leaves unspecified and that a keyword could say, in document order. */
export function gapsOf(contract: Contract): Gap[] {
  const ofChannels = contract.channels.flatMap((channel) => [
    ...channelGaps(channel),
    ...channel.operations.flatMap((operation) =>
      operation.kind === "client" ? clientGaps(contract, channel, operation) : serverGaps(channel, operation),
    ),
  ]);
  return [...documentGaps(contract), ...ofChannels];
}
