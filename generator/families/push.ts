import { namesIn } from "../../contract/index.ts";
import type { Channel, ServerOperation } from "../../contract/model.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import type { Planning } from "../planning/planning.ts";
import { type Audience, gather } from "../planning/audience.ts";
import { converseAs } from "../planning/approach.ts";
import { baseRequest, beforehand } from "../planning/base-request.ts";
import { probe } from "../planning/probe.ts";
import { expectEnd, send } from "../planning/exchanges.ts";
import { partOf, payloadOf, plain, type Payload } from "../payload.ts";
import type { ClientVariable, Connecting, Script, SentRequest } from "../planning/script.ts";
import { group, planTest, type TestHead } from "../planning/test.ts";
import { type TriggeredPush, triggerOf } from "../planning/trigger.ts";
import { entitle, expectNone, messageOf } from "./push-parts.ts";
import { otherAddress } from "./other-address.ts";
import { mustNotSee, notBefore } from "./unasked.ts";
import { everyValue } from "./push-values.ts";
import { planSubscribers } from "./subscribers.ts";

/** What the server sends by itself: who gets it, and who must not. */
export function planPush(planning: Planning, channel: Channel): PlannedGroup[] {
  return channel.operations.flatMap((operation) =>
    operation.kind === "server"
      ? [group(operation.name, operation.place, testsFor(planning, channel, operation))]
      : [],
  );
}

function testsFor(planning: Planning, channel: Channel, operation: ServerOperation): PlannedTest[] {
  switch (operation.trigger.kind) {
    case "unsolicited":
      return [
        ...operation.messages.map((message) => atAnyTime(planning, channel, { operation, message })),
        ...mustNotSee(planning, channel, operation),
      ];
    case "connect":
      return [onConnect(planning, channel, operation), ...otherAddress(planning, channel, operation)];
    case "disconnect":
      return [
        ...(["close", "cut"] as const).map((way) => onDisconnect(planning, channel, { operation, way })),
        ...otherAddress(planning, channel, operation),
      ];
    case "operation":
      return [...onOperation(planning, channel, operation)];
  }
}

/** Whom a title speaks of. */
const REACHES: { readonly [kind in Audience["kind"]]: string } = {
  undeclared: "someone",
  sender: "its sender and nobody else",
  others: "all others and not its sender",
  everyone: "everyone",
  requester: "who has asked, on another connection",
  only: "its recipient and nobody else",
  running: "those who asked for it and nobody else",
};

function titleOf(operation: ServerOperation, when: string): string {
  return `${operation.messages.join(" or ")} ${when}reaches ${REACHES[operation.audience.kind]}`;
}

function onOperation(planning: Planning, channel: Channel, operation: ServerOperation): PlannedTest[] {
  const push = triggerOf(planning.contract, channel, operation);
  if (push === null) return [];
  const { audience } = operation;
  const answered = operation.answer.kind === "owed" ? ", and the answer is taken" : "";
  const head: TestHead = {
    title: `${titleOf(operation, "")}${answered}`,
    covers: [
      operation.place,
      ...("place" in operation.trigger ? [operation.trigger.place] : []),
      ...("place" in audience ? [audience.place] : []),
    ],
    unspecified: audience.kind === "undeclared" ? "audience" : "",
    exclusive: "channel",
  };
  const reaches = planTest(planning, head, (script) => {
    const sender = script.connect(push.from, { name: "sender" });
    const base = baseRequest(planning, push.from, push.trigger);
    // Its own replies are the push: an error is one of them.
    const request = audience.kind === "requester" ? base : beforehand(base);
    const crowd = gather(script, push, { sender, request });
    const sent = send(script, sender, crowd.request);
    expectEnd(script, sender, { sent, claims: [(subject) => ({ kind: sent.claim, subject })] });
    const messages = audience.kind === "requester" ? repliesOf(push, sent) : [messageOf(operation)];
    const values = messages.length === 1 ? echoed(script, operation, sent) : plain({});
    for (const client of crowd.receivers())
      script.add({ kind: "pushed", client: client.name, messages, values });
    for (const client of crowd.others()) expectNone(script, client.name, operation);
    if (operation.answer.kind === "owed") for (const client of crowd.receivers()) probe(script, client);
  });
  return [
    reaches,
    ...notToOthers(planning, push),
    ...everyValue(planning, push),
    ...planSubscribers(planning, push),
    ...notBefore(planning, push),
    ...otherAddress(planning, channel, operation),
  ];
}

/** A reply on another connection is for who has asked, and for no other client that listens there. */
function notToOthers(planning: Planning, push: TriggeredPush): PlannedTest[] {
  const { channel, operation, from, trigger } = push;
  const { audience, messages } = operation;
  const known = [from, channel].every(({ security }) => security.some((all) => all.length > 0));
  if (audience.kind !== "requester" || !known) return [];
  const head: TestHead = {
    title: `${messages.join(" or ")} does not reach a client that has not asked`,
    covers: [audience.place],
    exclusive: "channel",
  };
  const test = planTest(planning, head, (script) => {
    const receiver = script.connect(channel, { name: "receiver" });
    const bystander = script.connect(channel, { name: "bystander", as: "second" });
    const sender = script.connect(from, { name: "sender" });
    converseAs(script, sender, trigger.name);
    script.add({ kind: "pushed", client: receiver.name, messages, values: plain({}) });
    const meanwhile = script.name("meanwhile", "meanwhile");
    script.add({ kind: "quiet", meanwhile, client: bystander.name });
    for (const message of messages)
      script.add({ kind: "none", subject: { of: meanwhile, wait: "" }, message });
  });
  return [test];
}

interface Sent {
  readonly operation: ServerOperation;
  readonly message: string;
}

/** What may come at any time, and need not: where it does not come by itself the test is not reached. */
function atAnyTime(planning: Planning, channel: Channel, { operation, message }: Sent): PlannedTest {
  const head = { title: `sends ${message}`, covers: [operation.place] };
  return planTest(planning, head, (script) => {
    const client = script.connect(channel);
    entitle(script, operation, client);
    script.add({ kind: "pushed", client: client.name, messages: [message], values: plain({}) });
  });
}

function onConnect(planning: Planning, channel: Channel, operation: ServerOperation): PlannedTest {
  const { audience, messages } = operation;
  const greeting = channel.opening.kind === "sequence" ? namesIn(channel.opening.sequence) : [];
  const own = audience.kind === "sender" || audience.kind === "undeclared";
  const head: TestHead = {
    title: titleOf(operation, "of a new client "),
    covers: [operation.place],
    exclusive: own ? false : "channel",
  };
  if (own && messages.every((name) => greeting.includes(name)) && channel.opening.kind === "sequence") {
    const { text, place } = channel.opening.sequence;
    const greets = {
      title: `greets every new client with ${messages.join(" or ")}`,
      covers: [operation.place, place],
    };
    return planTest(planning, greets, (script) => {
      const client = script.connect(channel);
      script.add({ kind: "opened", client: client.name, sequence: text });
    });
  }
  return planTest(planning, head, (script) => {
    const listener = own ? null : script.connect(channel, { name: "listener" });
    if (listener !== null) entitle(script, operation, listener);
    const newcomer = script.connect(channel, { name: "newcomer", as: own ? "" : "second" });
    const message = messageOf(operation);
    const values = plain({});
    if (listener !== null) script.add({ kind: "pushed", client: listener.name, messages: [message], values });
    if (audience.kind === "others" || isAskedFor(operation)) expectNone(script, newcomer.name, operation);
    else script.add({ kind: "pushed", client: newcomer.name, messages: [message], values });
  });
}

/** Does it come only to those who have done something for it? Who is new has done nothing yet. */
function isAskedFor({ after, audience }: ServerOperation): boolean {
  return after !== "" || audience.kind === "running";
}

interface Leaving {
  readonly operation: ServerOperation;
  readonly way: "close" | "cut";
}

/** Who leaves has done what those have who are told: of who never joined, nobody need be told that they are gone. */
function onDisconnect(planning: Planning, channel: Channel, { operation, way }: Leaving): PlannedTest {
  const { audience, messages, place } = operation;
  const how = way === "close" ? "leaves" : "is cut off";
  const head: TestHead = {
    title: `${messages.join(" or ")} comes when another client ${how}`,
    covers: [place],
    exclusive: "channel",
  };
  return planTest(planning, head, (script) => {
    const join = (connecting: Connecting): ClientVariable => {
      const client = script.connect(channel, connecting);
      entitle(script, operation, client);
      return client;
    };
    const toSeveral = audience.kind === "others" || audience.kind === "everyone";
    const listeners = [
      join({ name: "listener" }),
      ...(toSeveral ? [join({ name: "another", as: "third" })] : []),
    ];
    const leaver = join({ name: "leaver", as: "second" });
    if (way === "cut") script.add({ kind: "cut", client: leaver.name });
    else script.add({ kind: "close", client: leaver.name, code: 1000 });
    for (const { name } of listeners)
      script.add({ kind: "pushed", client: name, messages: [messageOf(operation)], values: plain({}) });
  });
}

/** What a reply may be: no error, where success is demanded of the request. */
function repliesOf({ channel, operation }: TriggeredPush, { claim }: SentRequest): readonly string[] {
  const errors = new Set(channel.messages.filter(({ error }) => error).map(({ name }) => name));
  const good = operation.messages.filter((name) => !errors.has(name));
  return claim === "accepted" || good.length === 0 ? operation.messages : good;
}

/** What is delivered is what was sent. */
function echoed(script: Script, operation: ServerOperation, { payload }: SentRequest): Payload {
  const entries = operation.echoes.flatMap((echo): [string, Payload][] => {
    const value = echo.from.of === "request" ? partOf(payload, echo.from.pointer) : null;
    if (value === null || value.json === null) return [];
    script.cover(echo.place);
    return [[echo.to.pointer, value]];
  });
  return payloadOf(entries);
}
