import { messageNamed, serverMessages, stepSequence } from "../../contract/index.ts";
import type { Channel, ClientOperation } from "../../contract/model.ts";
import { type Payload, plain } from "../payload.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import { type BaseRequest, possibleRequest } from "../planning/base-request.ts";
import { expectEnd, send, sendOnly } from "../planning/exchanges.ts";
import type { Planning } from "../planning/planning.ts";
import type { ClientVariable, Script, SentRequest } from "../planning/script.ts";
import { isMulti, isOpenEnded } from "../planning/sequence-shape.ts";
import { group } from "../planning/test.ts";
import type { Name } from "../step.ts";
import { type BadInput, either, placeOf, refusesAll } from "./bad-input.ts";
import { faultOf, startOf, wireText } from "./classify.ts";
import { answeredOperations, planUnanswered } from "./unanswered.ts";

/** Good messages at the wrong time, from the wrong side, or twice. */
export function planOrder(planning: Planning, channel: Channel): PlannedGroup[] {
  const clients = channel.operations.filter((operation) => operation.kind === "client");
  const tests = (inputs: readonly BadInput[]): PlannedTest[] => refusesAll(planning, channel, inputs);
  return [
    group(
      "out of order",
      placeOf(channel.rejects.outOfOrder, channel),
      tests(
        clients.flatMap((one) => [
          ...outOfOrder(planning, channel, one),
          ...onceOnly(planning, channel, one),
        ]),
      ),
    ),
    group(
      "duplicate",
      placeOf(channel.rejects.duplicate, channel),
      tests(clients.flatMap((one) => duplicate(planning, channel, one))),
    ),
    group(
      "misdirected",
      placeOf(channel.rejects.misdirected, channel),
      tests(misdirected(planning, channel)),
    ),
    group("answers", channel.place, [
      ...tests(uncorrelated(planning, channel)),
      ...planUnanswered(planning, channel),
    ]),
  ];
}

function sending(payload: Payload): BadInput["send"] {
  return (script: Script, client: ClientVariable): Name => {
    const frame = script.name("bad");
    script.add({ kind: "sendJson", frame, client: client.name, payload });
    return frame;
  };
}

/** What the conversation does not begin with. */
function outOfOrder(planning: Planning, channel: Channel, operation: ClientOperation): BadInput[] {
  const { conversation } = channel;
  if (conversation.kind === "any" || stepSequence(conversation.sequence, 0, operation.name) !== null)
    return [];
  const base = possibleRequest(planning, channel, operation);
  const send = base === null ? null : sendingOf(base);
  if (send === null) return [];
  return [
    {
      said: `${operation.name} before its time`,
      reject: "outOfOrder",
      refusal: operation.rejects.outOfOrder,
      covers: [conversation.sequence.place, operation.place],
      operation: null,
      send,
    },
  ];
}

/** A good frame of that message, as bad input; null for bytes that nobody here can make. */
function sendingOf({ message: { content }, payload }: BaseRequest): BadInput["send"] | null {
  if (content.kind === "json") return sending(payload);
  const text = payload.json;
  if (content.kind === "text" && typeof text === "string")
    return (script, client) => {
      const frame = script.name("bad");
      script.add({ kind: "sendText", frame, client: client.name, text });
      return frame;
    };
  if (content.kind !== "binary" || !content.anyBytes) return null;
  return (script, client) => {
    const frame = script.name("bad");
    script.add({ kind: "sendBinary", frame, client: client.name, text: "hello" });
    return frame;
  };
}

/** What the conversation begins with, and does not let come a second time. */
function onceOnly(planning: Planning, channel: Channel, operation: ClientOperation): BadInput[] {
  const { conversation } = channel;
  if (conversation.kind === "any" || isOpenEnded(operation)) return [];
  const after = stepSequence(conversation.sequence, 0, operation.name);
  if (after === null || stepSequence(conversation.sequence, after, operation.name) !== null) return [];
  const base = possibleRequest(planning, channel, operation);
  if (base?.message.content.kind !== "json") return [];
  return [
    {
      said: `a second ${operation.name}`,
      reject: "outOfOrder",
      refusal: operation.rejects.outOfOrder,
      covers: [conversation.sequence.place, operation.place],
      operation: null,
      send: (script, client) => sending(begun(script, client, base).payload)(script, client),
    },
  ];
}

/** The same correlation value again, while the first exchange still runs. */
function duplicate(planning: Planning, channel: Channel, operation: ClientOperation): BadInput[] {
  const base = possibleRequest(planning, channel, operation);
  if (base === null) return [];
  if (!isMulti(operation) || base.message.correlation.length === 0 || base.message.content.kind !== "json")
    return [];
  const { duplicate: own, outOfOrder: late } = operation.rejects;
  const outOfTurn = !mayComeTwice(channel, operation);
  return [
    {
      said: `a second ${operation.name} with the id of one that runs`,
      // What the conversation forbids is wrong whether or not the document speaks of ids that run.
      reject: outOfTurn && own.kind !== "declared" ? "outOfOrder" : "duplicate",
      refusal: outOfTurn ? either(own, late) : own,
      covers: [operation.place],
      operation: null,
      send: (script, client) => {
        const { payload } = isOpenEnded(operation)
          ? begun(script, client, base)
          : sendOnly(script, client, base);
        return sending(payload)(script, client);
      },
    },
  ];
}

/** What runs until it is interrupted is waited for; what ends by itself must not have ended yet. */
function begun(script: Script, client: ClientVariable, base: BaseRequest): SentRequest {
  const sent = send(script, client, base);
  expectEnd(script, client, { sent, claims: [(subject) => ({ kind: base.claim, subject })] });
  return sent;
}

/** Does the conversation let the operation come right after itself? */
function mayComeTwice({ conversation }: Channel, operation: ClientOperation): boolean {
  if (conversation.kind === "any") return true;
  const { sequence } = conversation;
  return sequence.states.every((_, state) => {
    const after = stepSequence(sequence, state, operation.name);
    return after === null || stepSequence(sequence, after, operation.name) !== null;
  });
}

/** What only the server may say. */
function misdirected(planning: Planning, channel: Channel): BadInput[] {
  for (const name of serverMessages(channel)) {
    const message = messageNamed(channel, name);
    const start = startOf(planning, message);
    const text = start === null ? null : wireText(message, start);
    const fault = text === null || message.content.kind !== "json" ? null : faultOf(planning, channel, text);
    if (start !== null && fault?.reject === "misdirected")
      return [
        {
          ...fault,
          said: `${name}, which only the server may send`,
          covers: [message.place],
          send: sending(plain(start)),
        },
      ];
  }
  return [];
}

/** An answer to a call that was never made. */
function uncorrelated(planning: Planning, channel: Channel): BadInput[] {
  return answeredOperations(channel).flatMap((operation) => {
    const [name] = operation.answer.kind === "owed" ? operation.answer.messages : [];
    const message = name === undefined ? undefined : messageNamed(channel, name);
    const start = message === undefined ? null : startOf(planning, message);
    if (
      message === undefined ||
      start === null ||
      message.correlation.length === 0 ||
      message.content.kind !== "json"
    )
      return [];
    const refusal = channel.rejects.uncorrelated;
    const said = `${message.name} without a ${operation.messages.join(" or ")} to answer`;
    const covers = [operation.place, message.place];
    return [
      {
        said,
        reject: "uncorrelated",
        refusal,
        covers,
        operation: null,
        send: sending(plain(start)),
      } as const,
    ];
  });
}
