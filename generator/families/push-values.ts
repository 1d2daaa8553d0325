import { messageNamed } from "../../contract/index.ts";
import { type Json, jsonEqual } from "../../contract/json.ts";
import { pointerGet } from "../../contract/json-pointer.ts";
import type { Message } from "../../contract/model.ts";
import type { Boundary } from "../../samples/index.ts";
import { payloadOf, plain, withJson } from "../payload.ts";
import type { PlannedTest } from "../plan.ts";
import { gather } from "../planning/audience.ts";
import { type BaseRequest, beforehand, possibleRequest } from "../planning/base-request.ts";
import { expectEnd, send } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import { planTest, type TestHead } from "../planning/test.ts";
import type { TriggeredPush } from "../planning/trigger.ts";

/** A value that a push repeats of its trigger. */
interface Repeated {
  readonly push: TriggeredPush;
  readonly message: string;
  readonly base: BaseRequest;
  /** Where it stands in the request, and where in the push. */
  readonly from: string;
  readonly to: string;
  readonly edge: Boundary;
}

/** Every value of an enumeration that a push can be made to carry, by sending it: one test each. */
export function everyValue(planning: Planning, push: TriggeredPush): PlannedTest[] {
  const { operation, channel, from: origin, trigger } = push;
  const [message, ...others] = operation.messages;
  const base = possibleRequest(planning, origin, trigger);
  if (message === undefined || others.length > 0 || base === null) return [];
  return operation.echoes.flatMap((echo) => {
    const { pointer: from } = echo.from;
    const { pointer: to } = echo.to;
    if (echo.from.of !== "request") return [];
    const wanted = choices(planning, messageNamed(channel, message), to);
    return choices(planning, base.message, from)
      .filter(({ value }) => !jsonEqual(at(value, from), at(base.payload.json, from)))
      .filter(({ value }) => wanted.some((one) => jsonEqual(at(one.value, to), at(value, from))))
      .map((edge) => carries(planning, { push, message, base, from, to, edge }));
  });
}

function at(value: Json, pointer: string): Json {
  return pointerGet(value, pointer) ?? null;
}

/** The values of an enumeration at a location of a message. */
function choices(planning: Planning, { content }: Message, pointer: string): readonly Boundary[] {
  if (content.kind !== "json") return [];
  return planning.sampler
    .boundaries(content.schema)
    .filter((one) => one.at === pointer && /\/enum\/\d+$/.test(one.place));
}

function carries(planning: Planning, { push, message, base, from, to, edge }: Repeated): PlannedTest {
  const { operation, from: origin } = push;
  const value = at(edge.value, from);
  const head: TestHead = {
    title: `${message} is delivered with ${to.split("/").at(-1) ?? "its value"} ${JSON.stringify(value)}`,
    covers: [operation.place, edge.place],
    exclusive: "channel",
  };
  return planTest(planning, head, (script) => {
    const sender = script.connect(origin, { name: "sender" });
    const payload = withJson(base.payload, from, value);
    const chosen: BaseRequest = { ...base, payload, claim: "accepted", fixed: [...base.fixed, from] };
    const crowd = gather(script, push, { sender, request: beforehand(chosen) });
    const sent = send(script, sender, crowd.request);
    expectEnd(script, sender, { sent, claims: [(subject) => ({ kind: sent.claim, subject })] });
    const values = payloadOf([[to, plain(value)]]);
    for (const client of crowd.receivers())
      script.add({ kind: "pushed", client: client.name, messages: [message], values });
  });
}
