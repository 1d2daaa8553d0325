import { exampleCalled } from "../../contract/example-name.ts";
import { messageNamed } from "../../contract/index.ts";
import { isObject, type Json } from "../../contract/json.ts";
import { pointerGet, pointerSet, pointerTokens } from "../../contract/json-pointer.ts";
import type { Channel, ClientOperation, Message } from "../../contract/model.ts";
import { type Boundary, type Doubt, Unsure } from "../../samples/index.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { plain } from "../payload.ts";
import { type BaseRequest, exampleRequest, sampleRequest } from "../planning/base-request.ts";
import { goodExamples } from "../planning/good-examples.ts";
import { expectEnd, send } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import { isOpenEnded } from "../planning/sequence-shape.ts";
import { group, notReached, planTest, unsure } from "../planning/test.ts";

/** Every message that clients may send: its examples succeed, its boundaries are accepted. */
export function planMessage(planning: Planning, channel: Channel): PlannedGroup[] {
  return channel.operations.flatMap((operation) => {
    if (operation.kind !== "client" || racesWithTarget(channel, operation)) return [];
    return operation.requests.map((name) => {
      const message = messageNamed(channel, name);
      return group(name, message.place, testsFor(planning, channel, { operation, message }));
    });
  });
}

/** What interrupts an exchange that ends by itself is told in the family `interrupt`: only there it can be steered. */
function racesWithTarget(channel: Channel, operation: ClientOperation): boolean {
  return channel.operations.some(
    (target) =>
      target.kind === "client" && operation.interrupts.includes(target.name) && !isOpenEnded(target),
  );
}

interface Spoken {
  readonly operation: ClientOperation;
  readonly message: Message;
}

function testsFor(planning: Planning, channel: Channel, spoken: Spoken): PlannedTest[] {
  const { message } = spoken;
  const { content } = message;
  const good = goodExamples(channel, spoken.operation, message);
  const examples = good.map((example) => {
    const base = exampleRequest(planning, spoken, example);
    return accepts(planning, channel, { title: `answers ${exampleCalled(example.name)} with success`, base });
  });
  if (content.kind === "unchecked" || content.kind === "binary") {
    if (examples.length > 0) return examples;
    if (content.kind === "binary" && content.anyBytes) {
      const base = sampleRequest(planning, spoken, planning.sampler.message(message, message.name));
      return [accepts(planning, channel, { title: "accepts bytes", base })];
    }
    const because = content.kind === "binary" ? "bytes of its media type can't be made up" : content.why;
    return [
      notReached(
        { title: "accepts every valid value", covers: [message.place] },
        "format unchecked",
        because,
      ),
    ];
  }
  if (message.samples === "examples") return examples;
  const doubtAbout = (payload: Json): Doubt | null => planning.sampler.doubt(message, payload, []);
  const boundaries = planning.sampler
    .boundaries(content.schema)
    .filter(({ beside }) => !beside)
    .map((boundary) => ({
      boundary,
      payload: inExample(planning, { message, example: good[0]?.payload }, boundary),
    }))
    .filter(({ payload }, index, all) => {
      const text = JSON.stringify(payload);
      const first = all.findIndex((one) => JSON.stringify(one.payload) === text);
      return first === index && fitsFrame(channel, payload) && !isExample(message, payload);
    });
  const sure = boundaries.filter(({ payload }) => doubtAbout(payload) === null);
  const doubt = doubtAbout(boundaries[0]?.payload ?? null);
  const tests = [...examples, ...sure.map((one) => accepts(planning, channel, boundaryTest(spoken, one)))];
  if (doubt === null || tests.length > 0) return tests;
  const because = new Unsure(message.name, doubt, null).message;
  return [unsure({ title: "accepts every valid value", covers: [message.place] }, doubt, because)];
}

interface Acceptance {
  readonly title: string;
  readonly base: BaseRequest;
}

function boundaryTest(
  spoken: Spoken,
  { boundary, payload }: { boundary: Boundary; payload: Json },
): Acceptance {
  const { operation, message } = spoken;
  const covers = [boundary.place];
  return {
    title: `accepts ${/^with/.test(boundary.label) ? "it " : ""}${boundary.label}`,
    base: {
      operation,
      message,
      payload: plain(payload),
      claim: "accepted",
      covers,
      fillable: true,
      fixed: [boundary.at],
    },
  };
}

function accepts(planning: Planning, channel: Channel, { title, base }: Acceptance): PlannedTest {
  return planTest(planning, { title, covers: base.covers }, (script) => {
    const client = script.connect(channel);
    const sent = send(script, client, base);
    expectEnd(script, client, { sent, claims: [(subject) => ({ kind: base.claim, subject })] });
  });
}

/** The boundary in the first example, where that is as valid: then all else is what the service knows. */
function inExample(
  planning: Planning,
  { message, example }: { readonly message: Message; readonly example: Json | undefined },
  { at, value, label }: Boundary,
): Json {
  if (example === undefined) return value;
  const edge = label.startsWith("with ")
    ? (pointerGet(example, at) ?? pointerGet(value, at))
    : pointerGet(value, at);
  const parent = pointerGet(example, at.slice(0, at.lastIndexOf("/")));
  const grafted =
    at === "" ? dressed(value, example) : edge === undefined ? value : pointerSet(example, at, edge);
  const stands = at === "" || (pointerTokens(at).length > 0 && (isObject(parent) || Array.isArray(parent)));
  return stands && planning.reader.check(message, grafted).length === 0 ? grafted : value;
}

/** The same properties with the example's values. */
function dressed(value: Json, example: Json): Json {
  if (!isObject(value) || !isObject(example)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => [
      name,
      Object.hasOwn(example, name) ? (example[name] ?? own) : own,
    ]),
  );
}

function isExample(message: Message, payload: Json): boolean {
  const text = JSON.stringify(payload);
  return message.examples.some((example) => JSON.stringify(example.payload) === text);
}

function fitsFrame(channel: Channel, payload: Json): boolean {
  const { messageBytes } = channel.limits;
  return messageBytes === null || Buffer.byteLength(JSON.stringify(payload)) <= messageBytes;
}
