import { takesBytes } from "../../contract/index.ts";
import type { RejectKind } from "../../contract/model.ts";
import type { Fault } from "./model.ts";
import { channelsWhere } from "./places.ts";

/** Bad input of one kind that ends the whole service. */
function diesOn(kind: RejectKind, summary: string, why = "there is no channel"): Fault {
  return {
    name: `dies-on-${kind}`,
    family: "refusal",
    summary,
    rule: "SERVICE-DIED",
    appliesTo: (contract) =>
      channelsWhere(contract, why, (channel) => kind !== "binary" || !takesBytes(channel)),
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
);
export const DIES_ON_BINARY: Fault = diesOn(
  "binary",
  "a binary frame ends the whole service",
  "every channel has binary messages",
);
export const DIES_ON_UNKNOWN: Fault = diesOn(
  "unknown",
  "a message that is none of the declared ones ends the whole service",
);
