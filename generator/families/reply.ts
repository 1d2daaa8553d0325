import { assumesOneOfSeveral, messageNamed } from "../../contract/index.ts";
import type { Case, Channel, ClientOperation, Place } from "../../contract/model.ts";
import { expectedOutcomes } from "../expected-outcome.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { askingRequest } from "../planning/base-request.ts";
import { caseRequest } from "../planning/case-request.ts";
import { afterCase, caseClaims, successClaims } from "../planning/claims.ts";
import { expectEnd, send } from "../planning/exchanges.ts";
import { goodExamples } from "../planning/good-examples.ts";
import type { ClientVariable, Script } from "../planning/script.ts";
import type { Planning } from "../planning/planning.ts";
import { isMulti, sequenceOf } from "../planning/sequence-shape.ts";
import { group, notReached, planTest } from "../planning/test.ts";

/** What operations with one reply (or none) are answered, and their cases. */
export function planReply(planning: Planning, channel: Channel): PlannedGroup[] {
  return channel.operations.flatMap((operation) => {
    if (operation.kind !== "client" || isMulti(operation)) return [];
    const own = operation.interrupts.length > 0 ? [] : [answers(planning, channel, operation)];
    const tests = [...own, ...operation.cases.map((one) => keepsCase(planning, channel, { operation, one }))];
    return tests.length === 0 ? [] : [group(operation.name, operation.place, tests)];
  });
}

function answers(planning: Planning, channel: Channel, operation: ClientOperation): PlannedTest {
  const sequence = sequenceOf(operation);
  const title = sequence === null ? "is taken without a reply" : `is answered with ${sequence.text}`;
  return planTest(planning, { title, covers: placesOf(operation) }, (script) => {
    const client = script.connect(channel);
    const sent = send(script, client, askingRequest(planning, channel, operation));
    expectEnd(script, client, { sent, claims: successClaims(client, sent) });
    // Who lists the messages of a stream as replies has more to come.
    if (sequence === null || assumesOneOfSeveral(channel, operation))
      script.add({ kind: "quiet", meanwhile: "", client: client.name });
  });
}

/** The operation, its sequence, and what its replies repeat. */
export function placesOf(operation: ClientOperation): Place[] {
  const sequence = sequenceOf(operation);
  const echoes = operation.echoes.map(({ place }) => place);
  return [operation.place, ...(sequence === null ? [] : [sequence.place]), ...echoes];
}

/** A success can be demanded of nothing that the document does not show. */
export function needsExample(operation: ClientOperation, title: string): PlannedTest {
  const because =
    operation.requests.length === 0
      ? "the operation has no message"
      : `no example and no config value shows a \`${operation.requests.join("` or `")}\` that succeeds`;
  return notReached({ title, covers: [operation.place] }, "needs example", because);
}

/** Does the document or the config show a request that succeeds? */
export function showsSuccess({ values }: Planning, channel: Channel, operation: ClientOperation): boolean {
  return operation.requests.some(
    (name) =>
      goodExamples(channel, operation, messageNamed(channel, name)).length > 0 ||
      Object.keys(values).some((key) => key.startsWith(`${name}#`)),
  );
}

/** What a case expects, in the vocabulary's words. */
function expectedText({ expect }: Case): string {
  if (expect.kind === "sequence") return expect.sequence.text;
  return expectedOutcomes(expect.outcomes)
    .map(({ reply = "", close, status, ignored = false }) => {
      const codes = [close, status]
        .filter((code) => code !== undefined)
        .map((code) => `close ${String(code)}`);
      return [reply, ...codes, ignored ? "ignored" : ""].filter((word) => word !== "").join(", then ");
    })
    .join(" or ");
}

interface OperationCase {
  readonly operation: ClientOperation;
  readonly one: Case;
  /** Proves that nothing comes once the case is over. */
  readonly nothingAfter?: (script: Script, client: ClientVariable) => void;
}

/** One declared case by its name. */
export function keepsCase(
  planning: Planning,
  channel: Channel,
  { operation, one, nothingAfter }: OperationCase,
): PlannedTest {
  return planTest(planning, { title: `${one.name}: ${expectedText(one)}`, covers: [one.place] }, (script) => {
    const client = script.connect(channel);
    const request = caseRequest(planning, channel, operation, one);
    for (const place of request.covers) script.cover(place);
    const sent = send(script, client, request);
    expectEnd(script, client, { sent, claims: caseClaims(one) });
    const after = afterCase(client, one);
    if (after.length > 0) script.add(...after);
    else if (one.expect.kind === "outcome" && one.expect.outcomes[0]?.kind === "ignored")
      script.add({ kind: "quiet", meanwhile: "", client: client.name });
    else nothingAfter?.(script, client);
  });
}
