import type { Channel, ClientOperation } from "../../contract/model.ts";
import type { PlannedTest } from "../plan.ts";
import { approach } from "../planning/approach.ts";
import { baseRequest } from "../planning/base-request.ts";
import { successClaims } from "../planning/claims.ts";
import { numberedCorrelation } from "../planning/correlation.ts";
import { awaitFirst, expectEnd, send } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import { probe } from "../planning/probe.ts";
import type { ClientVariable, Script, SentRequest } from "../planning/script.ts";
import { planTest } from "../planning/test.ts";

/** A stream that ends by itself, and whom it is sent on. */
interface Stream {
  readonly channel: Channel;
  readonly operation: ClientOperation;
}

/** Clients that read slowly or leave midway: what they get, and that nobody else has to do with it. */
export function planConsumers(planning: Planning, stream: Stream): PlannedTest[] {
  return [slowReader(planning, stream), closes(planning, stream), areReset(planning, stream)];
}

/** The service's frames, pings too, wait in the socket of one client, while another one is served. */
function slowReader(planning: Planning, stream: Stream): PlannedTest {
  const head = {
    title: "sends all of it to a client that does not read for a while, and to another one meanwhile",
    covers: [stream.operation.place],
  };
  return planTest(planning, head, (script) => {
    const [slow, other] = twoClients(script, stream, ["slow", "other"]);
    script.add({ kind: "stopReading", client: slow.name });
    const first = begin(script, stream, { client: slow, turn: 1 });
    const second = begin(script, stream, { client: other, turn: 2 });
    expectWhole(script, other, second);
    script.add({ kind: "readOn", client: slow.name });
    expectWhole(script, slow, first);
  });
}

/** A close goes right behind the leaver's request, so that both streams run when it comes. */
function closes(planning: Planning, stream: Stream): PlannedTest {
  const head = {
    title: "goes on for another client when one closes midway",
    covers: [stream.operation.place],
  };
  return planTest(planning, head, (script) => {
    const [leaver, other] = twoClients(script, stream, ["leaver", "other"]);
    const staying = begin(script, stream, { client: other, turn: 2 });
    begin(script, stream, { client: leaver, turn: 1 });
    script.add({ kind: "close", client: leaver.name, code: 1000 });
    expectWhole(script, other, staying);
    probe(script, other);
  });
}

/**
 * On its way a reset may overtake the request before it, so one client waits for its first item before it is reset;
 * then a short stream may be over already, so another one is reset right behind its request. One of them leaves in the
 * middle, on any network and on any service.
 */
function areReset(planning: Planning, stream: Stream): PlannedTest {
  const head = {
    title: "goes on for another client when others are reset, midway and at once",
    covers: [stream.operation.place],
  };
  return planTest(planning, head, (script) => {
    const [midway, other] = twoClients(script, stream, ["midway", "other"]);
    const mayHaveTwo = (stream.channel.limits.connections ?? 2) > 1;
    const atOnce = mayHaveTwo ? script.connect(stream.channel, { name: "atOnce" }) : null;
    awaitFirst(script, begin(script, stream, { client: midway, turn: 1 }));
    const staying = begin(script, stream, { client: other, turn: 2 });
    script.add({ kind: "reset", client: midway.name });
    if (atOnce !== null) {
      begin(script, stream, { client: atOnce, turn: 3 });
      script.add({ kind: "reset", client: atOnce.name });
    }
    expectWhole(script, other, staying);
    probe(script, other);
  });
}

/**
 * Two connections on which all was done that comes before the stream: who does not read gets no answer to a login, and
 * a stream that has to run when somebody leaves must not wait for the leaver's.
 */
function twoClients(
  script: Script,
  { channel, operation }: Stream,
  [one, another]: readonly [string, string],
): readonly [ClientVariable, ClientVariable] {
  const first = script.connect(channel, { name: one });
  const second = script.connect(channel, { name: another, as: "second" });
  for (const client of [first, second])
    approach(script, client, baseRequest(script.planning, channel, operation));
  return [first, second];
}

interface Beginning {
  readonly client: ClientVariable;
  readonly turn: 1 | 2 | 3;
}

/** Each has a correlation value of its own, where one can be chosen: what is mixed up is seen by it. */
function begin(script: Script, { channel, operation }: Stream, { client, turn }: Beginning): SentRequest {
  const { planning } = script;
  const base = baseRequest(planning, channel, operation);
  const payload = turn === 1 ? null : numberedCorrelation(planning, base, turn);
  return send(script, client, { ...base, payload: payload ?? base.payload });
}

function expectWhole(script: Script, client: ClientVariable, sent: SentRequest): void {
  expectEnd(script, client, { sent, claims: successClaims(client, sent), replies: `${client.name}Replies` });
}
