import type { Channel, Outcome, ServerOperation } from "../../contract/model.ts";
import { codesOf } from "../expected-outcome.ts";
import { plain } from "../payload.ts";
import type { PlannedTest } from "../plan.ts";
import { converseAs } from "../planning/approach.ts";
import { probe } from "../planning/probe.ts";
import type { ClientVariable, Connecting } from "../planning/script.ts";
import type { Planning } from "../planning/planning.ts";
import { NotPlannable, notReached, planTest } from "../planning/test.ts";

/**
 * A call that stays unanswered: no document says how long the service waits, but with which close it ends that. Who has
 * answered before is still there then.
 */
export function planUnanswered(planning: Planning, channel: Channel): PlannedTest[] {
  const refusal = channel.rejects.noReply;
  const [call] = answeredOperations(channel);
  if (refusal.kind !== "declared" || call === undefined) return [];
  const head = { title: "refuses a client that does not answer", covers: [refusal.place] };
  const codes = closingCodes(refusal.outcomes);
  if (codes === null)
    return [notReached(head, "not steerable", "only a close tells that an answer is missed")];
  const test = planTest(planning, head, (script) => {
    const meetCall = (connecting: Connecting): ClientVariable => {
      const client = script.connect(channel, connecting);
      const { trigger, after, messages } = call;
      if (trigger.kind === "disconnect" || messages.length !== 1)
        throw new NotPlannable("not steerable", `nothing makes ${call.name} come on this connection alone`);
      if (after !== "") converseAs(script, client, after);
      if (trigger.kind === "operation") converseAs(script, client, trigger.operation);
      for (const message of messages)
        script.add({ kind: "pushed", client: client.name, messages: [message], values: plain({}) });
      return client;
    };
    // Only who is silent for another reason may be gone by then.
    const answering = channel.idle.kind === "none" || channel.idle.until !== "";
    const other = answering ? meetCall({ name: "answering", as: "second" }) : null;
    const client = meetCall({ answers: false });
    script.add({ kind: "closedByServer", client: client.name, codes });
    if (other !== null) probe(script, other);
  });
  return [test];
}

/** The codes of outcomes that all end in a close; null where one does not. */
function closingCodes(outcomes: readonly Outcome[]): readonly number[] | "any" | null {
  const codes = outcomes.map((one) =>
    one.kind === "close" || one.kind === "reply-close" ? codesOf(one.codes) : null,
  );
  if (codes.includes(null)) return null;
  return codes.includes("any") ? "any" : codes.flatMap((one) => (one === null || one === "any" ? [] : one));
}

/** What the server sends and clients have to answer. */
export function answeredOperations(channel: Channel): ServerOperation[] {
  return channel.operations
    .filter((one) => one.kind === "server" && one.answer.kind === "owed")
    .filter((one) => one.kind === "server");
}
