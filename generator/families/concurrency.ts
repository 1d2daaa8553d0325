import type { Channel, ClientOperation } from "../../contract/model.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { baseRequest, baseRequests, possibleRequest } from "../planning/base-request.ts";
import { successClaims } from "../planning/claims.ts";
import { correlationOf, numberedCorrelation } from "../planning/correlation.ts";
import { expectEnd, send } from "../planning/exchanges.ts";
import { numbered } from "../planning/numbered.ts";
import type { Planning } from "../planning/planning.ts";
import { reachesOthers } from "../planning/reach.ts";
import { isMulti, isOpenEnded, sequenceOf } from "../planning/sequence-shape.ts";
import { group, planTest } from "../planning/test.ts";
import { planConsumers } from "./consumers.ts";
import { showsSuccess } from "./reply.ts";

/** How many clients at once. */
const CROWD = 50;
/** How many exchanges at once on one connection. */
const INTERLEAVED = 3;

/** Many exchanges at once, each with its own replies and nobody else's. */
export function planConcurrency(planning: Planning, channel: Channel): PlannedGroup[] {
  return channel.operations.flatMap((operation) => {
    if (operation.kind !== "client" || !canRunBeside(planning, channel, operation)) return [];
    const tests = [
      ...interleaved(planning, channel, operation),
      crowd(planning, channel, operation),
      ...(isMulti(operation) ? planConsumers(planning, { channel, operation }) : []),
    ];
    return [group(operation.name, operation.place, tests)];
  });
}

/** Success is shown, it ends by itself, reaches nobody else and needs nothing before it. */
function canRunBeside(planning: Planning, channel: Channel, operation: ClientOperation): boolean {
  return (
    sequenceOf(operation) !== null &&
    !isOpenEnded(operation) &&
    operation.interrupts.length === 0 &&
    showsSuccess(planning, channel, operation) &&
    operation.fills.every(({ source }) => source.kind !== "peer-identity") &&
    !reachesOthers(planning.contract, channel, operation)
  );
}

/** Correlated exchanges are answered in any order; without a correlation their order tells them apart. */
function interleaved(planning: Planning, channel: Channel, operation: ClientOperation): PlannedTest[] {
  const base = possibleRequest(planning, channel, operation);
  const count = Math.min(INTERLEAVED, channel.limits.exchanges ?? INTERLEAVED, rateLimit(channel));
  if (base === null) return [];
  const correlated = correlationOf(base.message, base.payload.json) !== "";
  if (count < 2 || channel.conversation.kind !== "any" || !correlated) return [];
  if (numberedCorrelation(planning, base, count) === null) return [];
  const head = {
    title: `answers ${count} interleaved on one connection, each with its own`,
    covers: [operation.place],
  };
  // Different ones, where the document shows some: answers to the same question could be mixed up unseen.
  const bases = baseRequests(planning, channel, operation);
  const test = planTest(planning, head, (script) => {
    const client = script.connect(channel);
    const sent = ["first", "second", "third"]
      .slice(0, count)
      .map((as, index) => send(script, client, { ...(bases[index % bases.length] ?? base), as }));
    for (const one of sent.toReversed())
      expectEnd(script, client, {
        sent: one,
        claims: successClaims(client, one),
        replies: `${one.exchange}Replies`,
      });
  });
  return [test];
}

/** Tests that are no floods stay below half the declared rate. */
function rateLimit({ limits }: Channel): number {
  return limits.messagesPerSecond === null ? Infinity : Math.floor(limits.messagesPerSecond / 2);
}

function crowd(planning: Planning, channel: Channel, operation: ClientOperation): PlannedTest {
  const head = { title: `answers ${CROWD} clients at once, each with its own`, covers: [operation.place] };
  return planTest(planning, head, (script) => {
    const steps = script.block(() => {
      const client = script.connect(channel, { as: "numbered" });
      const base = numbered(planning, baseRequest(planning, channel, operation));
      const sent = send(script, client, base);
      expectEnd(script, client, { sent, claims: successClaims(client, sent) });
    });
    script.add({ kind: "crowd", count: CROWD, steps });
  });
}
