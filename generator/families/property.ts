import { messageNamed } from "../../contract/index.ts";
import type { Channel, ClientOperation, Message } from "../../contract/model.ts";
import { expectedOutcomes, outcomesOf } from "../expected-outcome.ts";
import type { Payload } from "../payload.ts";
import type { MadeUp, PlannedGroup, PlannedTest } from "../plan.ts";
import { approach, converseAs, wayTo } from "../planning/approach.ts";
import { possibleRequest } from "../planning/base-request.ts";
import type { Planning } from "../planning/planning.ts";
import { reachOf, widest } from "../planning/reach.ts";
import type { ClientVariable, Script } from "../planning/script.ts";
import { group, planTest } from "../planning/test.ts";
import { invalidFault } from "../refusals/messages.ts";

/** What no list of examples finds: any valid message is accepted, any broken one refused, any walk kept to. */
export function planProperty(planning: Planning, channel: Channel): PlannedGroup[] {
  const clients = channel.operations.filter((one) => one.kind === "client");
  const groups = clients.flatMap((operation) =>
    operation.requests.map((name) => {
      const message = messageNamed(channel, name);
      const about = { channel, operation, message };
      return group(name, message.place, [...accepts(planning, about), ...refuses(planning, about)]);
    }),
  );
  return [...groups, group("walk", channel.place, walks(planning, channel, clients))];
}

interface About {
  readonly channel: Channel;
  readonly operation: ClientOperation;
  readonly message: Message;
}

/** What interrupts is said in walks alone: there it finds its target. */
function accepts(planning: Planning, { channel, operation, message }: About): PlannedTest[] {
  const base = possibleRequest(planning, channel, operation);
  const isMakeable = message.content.kind === "json" || message.content.kind === "text";
  if (base === null || !isMakeable || operation.interrupts.length > 0) return [];
  // Its examples are all that is valid, and another family sends each of them.
  if (message.samples === "examples") return [];
  const any = madeUp("valid", channel, message.name);
  const head = {
    title: `accepts any valid ${message.name}`,
    covers: [message.place],
    exclusive: reachOf(planning.contract, channel, operation),
    any,
  };
  return [
    planTest(planning, head, (script) => {
      const client = connected(script, channel, [operation]);
      approach(script, client, { ...base, message });
      const step = { client: client.name, message: message.name, payload: given(any) };
      script.add({ kind: "converseAny", ...step, claim: "accepted" });
    }),
  ];
}

/** One rule of its schema is broken: which one, is left to chance. */
function refuses(planning: Planning, { channel, operation, message }: About): PlannedTest[] {
  const fault = invalidFault(planning, channel, message);
  if (fault === null) return [];
  const { refusal, reject } = fault;
  const outcomes = expectedOutcomes(outcomesOf(refusal));
  const any = madeUp("broken", channel, message.name);
  const head = {
    title: `${outcomes.length === 0 ? "survives" : "refuses"} any broken ${message.name}`,
    covers: refusal.kind === "declared" ? [message.place, refusal.place] : [message.place],
    unspecified: outcomes.length === 0 ? `rejects.${reject}` : "",
    any,
  };
  return [
    planTest(planning, head, (script) => {
      const client = script.connect(channel);
      for (const name of wayTo(client, operation)) converseAs(script, client, name);
      const frame = script.name("bad");
      script.add({ kind: "sendJson", frame, client: client.name, payload: given(any) });
      const subject = { of: frame, wait: "refusal" } as const;
      if (outcomes.length === 0) script.add({ kind: "harmless", subject, reject });
      else script.add({ kind: "refused", subject, reject, outcomes });
    }),
  ];
}

function walks(planning: Planning, channel: Channel, clients: readonly ClientOperation[]): PlannedTest[] {
  const makeable = clients.filter((operation) => possibleRequest(planning, channel, operation) !== null);
  if (makeable.length === 0) return [];
  const { conversation } = channel;
  const any = madeUp("walk", channel, "");
  const head = {
    title: "keeps to any walk through its operations",
    covers: [channel.place, ...(conversation.kind === "any" ? [] : [conversation.sequence.place])],
    exclusive: widest(makeable.map((operation) => reachOf(planning.contract, channel, operation))),
    any,
  };
  return [
    planTest(planning, head, (script) => {
      const client = connected(script, channel, makeable);
      script.add({ kind: "walk", client: client.name, payload: given(any) });
    }),
  ];
}

/** A client, and one more where a request names another. */
function connected(script: Script, channel: Channel, operations: readonly ClientOperation[]): ClientVariable {
  const client = script.connect(channel);
  const named = operations.some(({ fills }) => fills.some(({ source }) => source.kind === "peer-identity"));
  if (named && channel.identity.kind !== "none") script.connect(channel, { name: "peer", as: "second" });
  return client;
}

function madeUp(kind: MadeUp["kind"], channel: Channel, message: string): MadeUp {
  return { kind, channel: channel.name, message, name: kind === "walk" ? "walk" : "payload" };
}

function given({ name }: MadeUp): Payload {
  return { json: null, holes: [{ at: "", code: { kind: "given", name } }] };
}
