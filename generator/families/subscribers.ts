import { messageNamed, stepSequence, tellsId, messageOfPointer } from "../../contract/index.ts";
import type { PayloadPointer } from "../../contract/model.ts";
import { plain } from "../payload.ts";
import type { PlannedTest } from "../plan.ts";
import { converseAs } from "../planning/approach.ts";
import { type BaseRequest, baseRequest, beforehand, possibleRequest } from "../planning/base-request.ts";
import { otherCorrelation } from "../planning/correlation.ts";
import { converse } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import { askedFor, askedOf } from "../planning/pushed-id.ts";
import type { ClientVariable } from "../planning/script.ts";
import { NotPlannable, planTest, type TestHead } from "../planning/test.ts";
import type { TriggeredPush } from "../planning/trigger.ts";
import { ask, expectNone, messageOf } from "./push-parts.ts";

/** What comes to those who have asked for it: nothing of another topic, each time, and nothing after the end. */
export function planSubscribers(planning: Planning, push: TriggeredPush): PlannedTest[] {
  if (push.operation.audience.kind !== "running") return [];
  return [...otherTopics(planning, push), eachTime(planning, push), ...afterEnd(planning, push)];
}

/** Who asked for another topic gets nothing of this one; where a topic has several parts, whichever of them differs. */
function otherTopics(planning: Planning, push: TriggeredPush): PlannedTest[] {
  const base = possibleRequest(planning, push.channel, askedOf(push));
  if (base === null) return [];
  const { correlation } = base.message;
  const apart = correlation.filter((pointer) => otherCorrelation(planning, base, [pointer]) !== null);
  // A part that can't be changed alone may be changed with the others.
  const all = apart.length === 0 && otherCorrelation(planning, base) !== null ? [correlation] : [];
  return [...apart.map((pointer) => [pointer]), ...all].map((parts) => otherTopic(planning, push, parts));
}

function otherTopic(planning: Planning, push: TriggeredPush, parts: readonly PayloadPointer[]): PlannedTest {
  const { channel, operation, from, trigger } = push;
  const topic = parts.map((pointer) => pointer.split("/").at(-1) ?? "").join(", ");
  const head: TestHead = {
    title: `${operation.messages.join(" or ")} does not reach a ${askedOf(push).name} of another ${topic}`,
    covers: "place" in operation.audience ? [operation.audience.place] : [],
    exclusive: "channel",
  };
  return planTest(planning, head, (script) => {
    const isTold = tellsId(operation, messageNamed(channel, messageOf(operation)));
    const asked = askedFor(planning, push, beforehand(baseRequest(planning, from, trigger)));
    const { message } = asked.subscription;
    const payload = otherCorrelation(planning, asked.subscription, parts);
    if (payload === null) throw new NotPlannable("needs example", `no other ${topic} is valid`);
    const listener = script.connect(channel, { name: "listener", as: "second" });
    const fixed = message.correlation;
    const other: BaseRequest = { ...asked.subscription, payload, claim: "accepted", fixed };
    ask(script, listener, { operation, subscription: other });
    const sender = script.connect(from, { name: "sender" });
    converse(script, sender, asked.trigger);
    // What comes may be of this topic, where nothing tells of which it is: the judge sees by its id.
    if (isTold) expectNone(script, listener.name, operation);
    else script.add({ kind: "quiet", meanwhile: "", client: listener.name });
  });
}

/** Who makes it come gets it too, having asked for it; and what comes next is another one, in order. */
function eachTime(planning: Planning, push: TriggeredPush): PlannedTest {
  const { channel, operation, from } = push;
  const own = from === channel;
  const whom = own ? "its sender too, who has asked for it" : "who has asked for it";
  const head: TestHead = {
    title: `${operation.messages.join(" or ")} reaches ${whom}, each time`,
    covers: [operation.place, ...orderOf(push)],
    exclusive: "channel",
  };
  return planTest(planning, head, (script) => {
    const sender = script.connect(from, { name: "sender" });
    const listener = own ? sender : script.connect(channel, { name: "listener", as: "second" });
    const asked = askedFor(planning, push, beforehand(baseRequest(planning, from, push.trigger)));
    ask(script, listener, { operation, subscription: asked.subscription });
    for (let times = 0; times < 2 && (times === 0 || mayComeAgain(sender, push)); times += 1) {
      converse(script, sender, asked.trigger);
      const messages = [messageOf(operation)];
      script.add({ kind: "pushed", client: listener.name, messages, values: plain({}) });
    }
    script.add({ kind: "quiet", meanwhile: "", client: listener.name });
  });
}

/** What holds from item to item of the subscription. */
function orderOf(push: TriggeredPush): string[] {
  const { messages } = push.operation;
  return askedOf(push).ordered.flatMap(({ at, place }) =>
    messages.includes(messageOfPointer(at)) ? [place] : [],
  );
}

function mayComeAgain({ channel, conversation: state }: ClientVariable, { trigger }: TriggeredPush): boolean {
  const { conversation } = channel;
  return conversation.kind === "any" || stepSequence(conversation.sequence, state, trigger.name) !== null;
}

/** A connection that has ended its subscription gets no more of it. */
function afterEnd(planning: Planning, push: TriggeredPush): PlannedTest[] {
  const { channel, operation, from, trigger } = push;
  const { audience } = operation;
  if (audience.kind !== "running") return [];
  const ender = channel.operations.find(
    (one) => one.kind === "client" && one.interrupts.includes(audience.operation),
  );
  if (ender === undefined) return [];
  const head: TestHead = {
    title: `${messageOf(operation)} reaches nobody after ${ender.name}`,
    covers: [operation.place, ender.place],
    exclusive: "channel",
  };
  const test = planTest(planning, head, (script) => {
    const listener = script.connect(channel, { name: "listener", as: "second" });
    converseAs(script, listener, audience.operation);
    converseAs(script, listener, ender.name);
    const sender = script.connect(from, { name: "sender" });
    converseAs(script, sender, trigger.name);
    expectNone(script, listener.name, operation);
  });
  return [test];
}
