import { isObject } from "../../contract/json.ts";
import { pointerOf } from "../../contract/json-pointer.ts";
import type { Channel } from "../../contract/model.ts";
import { type Payload, withJson } from "../payload.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { type BaseRequest, possibleRequest } from "../planning/base-request.ts";
import type { ReplyClaim } from "../planning/claims.ts";
import { numberedCorrelation } from "../planning/correlation.ts";
import { expectEnd, prepared, send, sendOnly } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import { probeFor } from "../planning/probe.ts";
import { type ClientVariable, Script } from "../planning/script.ts";
import { isMulti, isOpenEnded } from "../planning/sequence-shape.ts";
import { group, NotPlannable, planTest } from "../planning/test.ts";
import { numbered } from "../planning/numbered.ts";
import { type BadInput, refuses } from "./bad-input.ts";

/** Faster than this is not sent: it would say more about the machine than about the service. */
const FASTEST = 3000;

/** Frames up to the declared size and rate are taken, beyond they are refused. */
export function planLimits(planning: Planning, channel: Channel): PlannedGroup[] {
  const { messageBytes, messagesPerSecond, place } = channel.limits;
  const groups: PlannedGroup[] = [];
  if (messageBytes !== null) {
    const at = `${place}${pointerOf("messageBytes")}`;
    groups.push(
      group("too large", at, [atLimit(planning, channel, at), ...overLimit(planning, channel, at)]),
    );
  }
  if (messagesPerSecond !== null && messagesPerSecond * 3 <= FASTEST) {
    const at = `${place}${pointerOf("messagesPerSecond")}`;
    groups.push(
      group("too fast", at, [...belowRate(planning, channel, at), ...flood(planning, channel, at)]),
    );
  }
  groups.push(group("too many", place, tooMany(planning, channel, `${place}${pointerOf("exchanges")}`)));
  return groups;
}

/** What can be demanded of a request. */
function claimOf({ claim }: BaseRequest): ReplyClaim {
  return (subject) => ({ kind: claim, subject });
}

/** One exchange more than may run at a time. */
function tooMany(planning: Planning, channel: Channel, at: string): PlannedTest[] {
  const { exchanges } = channel.limits;
  const operation = channel.operations.find(
    (one) => one.kind === "client" && isMulti(one) && !isOpenEnded(one),
  );
  if (exchanges === null || exchanges > 100 || operation?.kind !== "client") return [];
  const base = possibleRequest(planning, channel, operation);
  if (base === null) return [];
  if (base.message.content.kind !== "json" || numberedCorrelation(planning, base, exchanges + 1) === null)
    return [];
  const bad: BadInput = {
    said: `one ${operation.name} more than the ${exchanges} that may run at a time`,
    reject: "tooFast",
    refusal: operation.rejects.tooFast,
    covers: [at],
    operation: null,
    worksOn: (script, client) => {
      const [sent] = client.sent;
      if (sent !== undefined) expectEnd(script, client, { sent, claims: [claimOf(base)] });
    },
    send: (script, client) => {
      send(script, client, { ...base, as: "first" });
      for (let turn = 1; turn < exchanges; turn += 1) sendOnly(script, client, base);
      const payload = prepared(script, client, base);
      const frame = script.name("bad");
      script.add({ kind: "sendJson", frame, client: client.name, payload });
      return frame;
    },
  };
  return [refuses(planning, channel, bad, true)];
}

function atLimit(planning: Planning, channel: Channel, at: string): PlannedTest {
  const bytes = channel.limits.messageBytes ?? 0;
  const head = { title: `accepts a message of exactly ${bytes} bytes`, covers: [at] };
  return planTest(planning, head, (script) => {
    const client = script.connect(channel);
    for (const operation of channel.operations) {
      if (operation.kind !== "client" || operation.interrupts.length > 0) continue;
      const base = possibleRequest(planning, channel, operation);
      const payload = base?.message.content.kind === "json" ? grown(planning, base, bytes) : null;
      if (base === null || payload === null) continue;
      const sent = send(script, client, { ...base, payload, fillable: false, claim: "accepted" });
      expectEnd(script, client, { sent, claims: [(subject) => ({ kind: "accepted", subject })] });
      return;
    }
    padded(script, client, bytes);
  });
}

/** Where the schemas leave no room, blanks behind the JSON make up the length. */
function padded(script: Script, client: ClientVariable, bytes: number): void {
  const base = cheapest(script, client, isJson);
  const payload = prepared(script, client, base);
  if (base.message.content.kind !== "json" || base.claim !== "succeed" || payload.holes.length > 0)
    throw new NotPlannable("not steerable", `no message can be made valid and ${bytes} bytes long`);
  const [text, frame] = [script.name("text"), script.name("full")];
  script.add({ kind: "sendPadded", frame, text, client: client.name, payload, bytes });
  script.add({ kind: "passed", subject: { of: frame, wait: "refusal" } });
}

/** The payload with a string so long, or a property more, that it has exactly so many bytes; null where none fits. */
function grown(planning: Planning, { message, payload }: BaseRequest, bytes: number): Payload | null {
  if (!isObject(payload.json)) return null;
  const texts = Object.entries(payload.json).filter(([, value]) => typeof value === "string");
  for (const at of [...texts.map(([name]) => pointerOf(name)), "/padding"]) {
    if (message.correlation.includes(at)) continue;
    const bare = withJson(payload, at, "");
    const missing = bytes - Buffer.byteLength(JSON.stringify(bare.json));
    if (missing < 1) continue;
    const full = withJson(payload, at, "x".repeat(missing));
    if (planning.reader.check(message, full.json).length === 0) return full;
  }
  return null;
}

function overLimit(planning: Planning, channel: Channel, at: string): PlannedTest[] {
  const bytes = (channel.limits.messageBytes ?? 0) + 1;
  const bad: BadInput = {
    said: `a frame of ${bytes} bytes`,
    reject: "tooLarge",
    refusal: channel.rejects.tooLarge,
    covers: [at],
    operation: null,
    send: (script, client) => {
      const frame = script.name("bad");
      const { payload } = cheapest(script, client, isJson);
      script.add({
        kind: "sendPadded",
        frame,
        text: script.name("text"),
        client: client.name,
        payload,
        bytes,
      });
      return frame;
    },
  };
  return [refuses(planning, channel, bad, true)];
}

/** Half the rate is a conversation like any other. */
function belowRate(planning: Planning, channel: Channel, at: string): PlannedTest[] {
  const times = Math.floor((channel.limits.messagesPerSecond ?? 0) / 2);
  const alone = new Script(planning);
  if (times < 1 || channel.conversation.kind !== "any" || probeFor(alone, alone.connect(channel)) === null)
    return [];
  const head = { title: `answers ${times} messages at once`, covers: [at], exclusive: true };
  const test = planTest(planning, head, (script) => {
    const client = script.connect(channel);
    const steps = script.block(() => {
      const base = numbered(planning, cheapest(script, client));
      const sent = send(script, client, base);
      expectEnd(script, client, { sent, claims: [claimOf(base)] });
    });
    script.add({ kind: "repeat", times, steps });
  });
  return [test];
}

function flood(planning: Planning, channel: Channel, at: string): PlannedTest[] {
  const times = (channel.limits.messagesPerSecond ?? 0) * 3;
  const bad: BadInput = {
    said: `${times} messages in one second`,
    reject: "tooFast",
    refusal: channel.rejects.tooFast,
    covers: [at],
    operation: null,
    exclusive: true,
    send: (script, client) => {
      const base = cheapest(script, client, isJson);
      const { name } = client;
      prepared(script, client, base);
      const fire = { kind: "fire", client: name, payload: numbered(planning, base).payload } as const;
      script.add({ kind: "repeat", times: times - 1, steps: [fire] });
      const frame = script.name("last");
      script.add({
        kind: "sendJson",
        frame,
        client: name,
        payload: numbered(planning, base, times).payload,
      });
      return frame;
    },
  };
  return [refuses(planning, channel, bad, true)];
}

/** The request that costs the service least. Throws `NotPlannable` where clients have none. */
function cheapest(
  script: Script,
  client: ClientVariable,
  fits?: (base: BaseRequest) => boolean,
): BaseRequest {
  const base = probeFor(script, client, fits);
  if (base !== null) return base;
  if (fits !== undefined && probeFor(script, client) !== null)
    throw new NotPlannable("not steerable", "only JSON is made longer by blanks, or sent in bulk");
  throw new NotPlannable("needs example", "no request is answered by one message");
}

/** Only JSON can be made longer by blanks; other text that is sent as JSON is another message. */
function isJson({ message }: BaseRequest): boolean {
  return message.content.kind === "json";
}
