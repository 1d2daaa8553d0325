import { stepSequence } from "../../contract/index.ts";
import type { Channel } from "../../contract/model.ts";
import type { Fault } from "./model.ts";
import { channelsWhere } from "./places.ts";

const INTERNAL_ERROR = 1011;
/** More than any test of a single promise sends, and not more than a walk does. */
const MOST = 5;

export const WORN_OUT: Fault = {
  name: "worn-out",
  family: "property",
  summary: "a connection is cut at its sixth request, whatever it is",
  rule: "CUT-SHORT",
  appliesTo: (contract) => channelsWhere(contract, "no conversation is so long", isLong),
  hooks: (scope) => ({
    script: (script, _request, { channel, requests }) => {
      if (script.kind !== "messages" || script.steps.length === 0) return script;
      if (requests <= MOST || !scope.covers(channel.name)) return script;
      return { ...script, steps: [{ kind: "close", code: INTERNAL_ERROR }] };
    },
  }),
};

/** Can a client say more than `MOST` things here, each of which is answered? */
function isLong({ conversation, operations }: Channel): boolean {
  const answered = operations.flatMap((one) =>
    one.kind === "client" && one.sequence.kind === "sequence" && one.interrupts.length === 0
      ? [one.name]
      : [],
  );
  if (conversation.kind === "any") return answered.length > 0;
  const { sequence } = conversation;
  let states = new Set([0]);
  for (let said = 0; said <= MOST; said += 1) {
    const next = [...states].flatMap((state) => answered.map((name) => stepSequence(sequence, state, name)));
    states = new Set(next.filter((state) => state !== null));
  }
  return states.size > 0;
}
