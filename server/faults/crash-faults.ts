import { canCome } from "./causes.ts";
import type { Fault } from "./model.ts";
import { channelsWhere } from "./places.ts";

/** Bad input of one kind that ends the whole service. */
function diesOn(kind: "malformed" | "binary" | "unknown", summary: string, why: string): Fault {
  return {
    name: `dies-on-${kind}`,
    family: "refusal",
    summary,
    rule: "SERVICE-DIED",
    appliesTo: (contract) => channelsWhere(contract, why, (channel) => canCome(contract, channel, kind)),
    hooks: (scope) => ({
      refusal: (outcome, { reject }, { channel }) => {
        if (reject !== kind || !scope.covers(channel.name)) return outcome;
        scope.act();
        scope.die();
        return outcome;
      },
    }),
  };
}

export const DIES_ON_MALFORMED: Fault = diesOn(
  "malformed",
  "a frame that can't be parsed ends the whole service",
  "any text is a message",
);
export const DIES_ON_BINARY: Fault = diesOn(
  "binary",
  "a binary frame ends the whole service",
  "bytes are a message, or read as text",
);
export const DIES_ON_UNKNOWN: Fault = diesOn(
  "unknown",
  "a message that is none of the declared ones ends the whole service",
  "an unknown message can't be told from an invalid one",
);
