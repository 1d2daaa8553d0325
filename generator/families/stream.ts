import { namesIn } from "../../contract/index.ts";
import type { Channel, ClientOperation, Place } from "../../contract/model.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { baseRequest, possibleRequest } from "../planning/base-request.ts";
import { followClaim, successClaims } from "../planning/claims.ts";
import { numberedCorrelation } from "../planning/correlation.ts";
import { expectEnd, send } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import { probe } from "../planning/probe.ts";
import type { ClientVariable, Script } from "../planning/script.ts";
import { firstNames, isMulti, isOpenEnded, repeatedNames, sequenceOf } from "../planning/sequence-shape.ts";
import { group, notReached, planTest } from "../planning/test.ts";
import { keepsCase, placesOf, showsSuccess } from "./reply.ts";

/** Operations that are answered by more than one message. */
export function planStream(planning: Planning, channel: Channel): PlannedGroup[] {
  return channel.operations.flatMap((operation) => {
    const sequence = operation.kind === "client" ? sequenceOf(operation) : null;
    if (operation.kind !== "client" || sequence === null || !isMulti(operation)) return [];
    const stream: Stream = { channel, operation, text: sequence.text, place: sequence.place };
    const nothingAfter = (script: Script, client: ClientVariable): void => {
      if (!isOpenEnded(operation)) expectNothingAfter(script, client, operation);
    };
    const cases = operation.cases.map((one) =>
      keepsCase(planning, channel, { operation, one, nothingAfter }),
    );
    const own = showsSuccess(planning, channel, operation)
      ? streamTests(planning, stream)
      : [inOrder(planning, stream)];
    return [group(operation.name, operation.place, [...own, ...cases, ...unshownErrors(stream)])];
  });
}

interface Stream {
  readonly channel: Channel;
  readonly operation: ClientOperation;
  readonly text: string;
  readonly place: Place;
}

function streamTests(planning: Planning, stream: Stream): PlannedTest[] {
  return [
    inOrder(planning, stream),
    ...promisedOfItems(planning, stream),
    ...twoAtOnce(planning, stream),
    onTwoConnections(planning, stream),
    clientLeaves(planning, stream),
  ];
}

function inOrder(planning: Planning, { channel, operation, text }: Stream): PlannedTest {
  const endless = isOpenEnded(operation);
  const title = endless
    ? `answers in the order ${text}`
    : `streams ${text} in order and ends with its terminal, nothing after`;
  return planTest(planning, { title, covers: placesOf(operation) }, (script) => {
    const client = script.connect(channel);
    const sent = send(script, client, baseRequest(planning, channel, operation));
    expectEnd(script, client, { sent, claims: successClaims(client, sent) });
    if (!endless) expectNothingAfter(script, client, operation);
  });
}

/** A quiet time in which none of the items comes. */
export function expectNothingAfter(script: Script, client: ClientVariable, operation: ClientOperation): void {
  const sequence = sequenceOf(operation);
  const names = sequence === null ? [] : repeatedNames(sequence).slice(0, 3);
  const [only, ...others] = names;
  if (only === undefined) script.add({ kind: "quiet", meanwhile: "", client: client.name });
  else if (others.length === 0) {
    script.add({ kind: "none", subject: { of: client.name, wait: "quiet" }, message: only });
  } else {
    const meanwhile = script.name("after", "after");
    script.add({ kind: "quiet", meanwhile, client: client.name });
    for (const message of names) script.add({ kind: "none", subject: { of: meanwhile, wait: "" }, message });
  }
}

/** Order, joins and counts: the judge holds every stream to them, here each has a test of its name. */
function promisedOfItems(planning: Planning, { channel, operation, text }: Stream): PlannedTest[] {
  const promises = [
    ...operation.ordered.map(({ at, rule, place }) => {
      const how = rule.kind === "step" ? `+1${rule.from === null ? "" : ` from ${rule.from}`}` : rule.kind;
      return { title: `keeps ${at.of}#${at.pointer} in order (${how})`, place };
    }),
    ...operation.joins.map(({ whole, item, place }) => ({
      title: `joins ${item.of}#${item.pointer} to ${whole.of}#${whole.pointer}`,
      place,
    })),
    ...operation.counts.map(({ whole, message, place }) => ({
      title: `counts every ${message} in ${whole.of}#${whole.pointer}`,
      place,
    })),
  ];
  return promises.map(({ title, place }) =>
    planTest(planning, { title, covers: [place] }, (script) => {
      const client = script.connect(channel);
      const sent = send(script, client, baseRequest(planning, channel, operation));
      const claims = [
        followClaim(text),
        (subject: Parameters<ReturnType<typeof followClaim>>[0]) => ({ kind: "succeed" as const, subject }),
      ];
      expectEnd(script, client, { sent, claims });
    }),
  );
}

/** Told apart by their correlation; where none can be chosen there is nothing to tell them apart. */
function twoAtOnce(planning: Planning, stream: Stream): PlannedTest[] {
  const { channel, operation } = stream;
  const base = possibleRequest(planning, channel, operation);
  if (base === null) return [];
  const { exchanges } = channel.limits;
  const apart = base.message.correlation.length > 0 && numberedCorrelation(planning, base, 2) !== null;
  if (!apart || isOpenEnded(operation) || (exchanges !== null && exchanges < 2)) return [];
  const head = { title: "keeps two at once on one connection apart", covers: [operation.place] };
  return [
    planTest(planning, head, (script) => {
      const client = script.connect(channel);
      const sent = ["first", "second"].map((as) => send(script, client, { ...base, as }));
      for (const one of sent) {
        const replies = `${one.exchange}Replies`;
        expectEnd(script, client, { sent: one, claims: successClaims(client, one), replies });
      }
    }),
  ];
}

/** Each with a correlation value of its own where it can be chosen: else what goes to the wrong one could not be seen. */
function onTwoConnections(planning: Planning, { channel, operation }: Stream): PlannedTest {
  const head = { title: "keeps two connections apart", covers: [operation.place] };
  return planTest(planning, head, (script) => {
    const base = baseRequest(planning, channel, operation);
    const other = isOpenEnded(operation) ? null : numberedCorrelation(planning, base, 2);
    const first = script.connect(channel, { name: "first" });
    const second = script.connect(channel, { name: "second", as: "second" });
    const running = [
      { client: first, sent: send(script, first, base) },
      { client: second, sent: send(script, second, { ...base, payload: other ?? base.payload }) },
    ];
    for (const { client, sent } of running) {
      const replies = `${client.name}Replies`;
      expectEnd(script, client, { sent, claims: successClaims(client, sent), replies });
    }
  });
}

/**
 * One client is cut after its first item. A short stream may be over before anybody hears of that, so that another one
 * says goodbye in the same write as its request: its stream runs whatever the machine does.
 */
function clientLeaves(planning: Planning, { channel, operation, text }: Stream): PlannedTest {
  const head = { title: "lives on when the client leaves midway", covers: [operation.place] };
  return planTest(planning, head, (script) => {
    const client = script.connect(channel);
    const sent = send(script, client, baseRequest(planning, channel, operation));
    const [first, ...others] = firstNames(sequenceOf(operation) ?? { place: "", text, states: [] });
    script.add({ kind: "next", exchange: sent.exchange, message: others.length === 0 ? (first ?? "") : "" });
    script.add({ kind: "cut", client: client.name });
    const atOnce = script.connect(channel, { name: "atOnce" });
    send(script, atOnce, baseRequest(planning, channel, operation));
    script.add({ kind: "close", client: atOnce.name, code: 1000 });
    probe(script, script.connect(channel, { name: "again" }));
  });
}

/** Errors that the sequence has and no case shows how to draw. */
function unshownErrors({ channel, operation }: Stream): PlannedTest[] {
  const sequence = sequenceOf(operation);
  if (sequence === null) return [];
  const shown = new Set(
    operation.cases.flatMap(({ expect }) => (expect.kind === "sequence" ? namesIn(expect.sequence) : [])),
  );
  return namesIn(sequence)
    .filter(
      (name) =>
        channel.messages.some((message) => message.name === name && message.error) && !shown.has(name),
    )
    .map((name) => {
      const head = { title: `ends with ${name} when it fails`, covers: [sequence.place] };
      return notReached(
        head,
        "needs example",
        `no case of ${operation.name} shows a request that draws ${name}`,
      );
    });
}
