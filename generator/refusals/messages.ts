import type { Json } from "../../contract/json.ts";
import { pointerSet } from "../../contract/json-pointer.ts";
import type { Channel, Message, Place } from "../../contract/model.ts";
import { plain } from "../payload.ts";
import type { PlannedGroup } from "../plan.ts";
import type { Planning } from "../planning/planning.ts";
import { group } from "../planning/test.ts";
import { type BadInput, placeOf, refusesAll } from "./bad-input.ts";
import { type Fault, faultOf, fitsLimit, spokenMessages, startOf, wireText } from "./classify.ts";

/** Messages that nobody declared, and declared ones that break one rule of their schema. */
export function planMessages(planning: Planning, channel: Channel): PlannedGroup[] {
  const spoken = spokenMessages(channel);
  const unknown = [
    ...strangers(planning, channel),
    ...spoken.flatMap((message) => discriminators(planning, channel, message)),
  ];
  return [
    group(
      "unknown",
      placeOf(channel.rejects.unknown, channel),
      refusesAll(planning, channel, distinct(unknown)),
    ),
    ...spoken.map((message) =>
      group(
        message.name,
        message.place,
        refusesAll(planning, channel, brokenRules(planning, channel, message)),
      ),
    ),
  ];
}

/** Values that are no message of this channel by any reading. */
function strangers(planning: Planning, channel: Channel): BadInput[] {
  const values: [said: string, value: Json][] = [
    ["a bare array", []],
    ["a bare number", 42],
    ["null", null],
  ];
  const own: Json = JSON.parse('{"__proto__":{"type":"hello"}}');
  values.push(["an object with nothing but __proto__", own]);
  const named = spokenMessages(channel).find(({ constants }) => constants.length > 0);
  const [constant] = named?.constants ?? [];
  const start = named === undefined ? null : startOf(planning, named);
  if (constant !== undefined && start !== null) {
    const said = `an unknown ${constant.pointer.split("/").at(-1) ?? "type"}`;
    values.unshift([said, pointerSet(start, constant.pointer, "no-such-message")]);
  }
  return values.flatMap(([said, value]) => {
    const fault = faultOf(planning, channel, JSON.stringify(value));
    return fault?.reject === "unknown"
      ? [jsonInput(fault, { said, value, place: placeOf(fault.refusal, channel) })]
      : [];
  });
}

/** A near miss of the constants that tell a message apart, and the message without them. */
function discriminators(planning: Planning, channel: Channel, message: Message): BadInput[] {
  return faults(planning, channel, message).flatMap(({ fault, said, value, place, at, keyword }) => {
    const telling = message.constants.some(({ pointer }) => pointer === at);
    const wanted = fault.reject === "unknown" && telling && ["const", "enum", "required"].includes(keyword);
    return wanted
      ? [jsonInput(fault, { said: keyword === "required" ? `${message.name} ${said}` : said, value, place })]
      : [];
  });
}

/** One rule broken at a time, while the message is still known as itself. */
function brokenRules(planning: Planning, channel: Channel, message: Message): BadInput[] {
  const told = message.constants.length > 0;
  return faults(planning, channel, message).flatMap(({ fault, said, value, place }) =>
    fault.reject === "invalid" || (fault.reject === "unknown" && !told)
      ? [inputFor(message, fault, { said, value, place })]
      : [],
  );
}

/** What is promised where a JSON message breaks a rule and is still known as itself; null where it can't be broken so. */
export function invalidFault(planning: Planning, channel: Channel, message: Message): Fault | null {
  if (message.content.kind !== "json" || startOf(planning, message) === null) return null;
  return faults(planning, channel, message).find(({ fault }) => fault.reject === "invalid")?.fault ?? null;
}

interface FaultyValue {
  readonly fault: Fault;
  readonly said: string;
  readonly value: Json;
  readonly place: Place;
  readonly at: string;
  readonly keyword: string;
}

/** Everything that can be broken in a message and is then refused. */
function faults(planning: Planning, channel: Channel, message: Message): FaultyValue[] {
  const { content } = message;
  const start = startOf(planning, message);
  if (content.kind !== "json" && content.kind !== "text") return [];
  return planning.sampler.broken(content.schema, start).flatMap(({ label, value, place, at, keyword }) => {
    const text = wireText(message, value);
    if (text === null || !fitsLimit(channel, text)) return [];
    const fault = faultOf(planning, channel, text);
    return fault === null ? [] : [{ fault, said: label, value, place, at, keyword }];
  });
}

interface Said {
  readonly said: string;
  readonly value: Json;
  readonly place: Place;
}

function inputFor(message: Message, fault: Fault, { said, value, place }: Said): BadInput {
  if (message.content.kind === "json") return jsonInput(fault, { said, value, place });
  const text = String(value);
  return {
    ...fault,
    said,
    covers: [place],
    send: (script, client) => {
      const frame = script.name("bad");
      script.add({ kind: "sendText", frame, client: client.name, text });
      return frame;
    },
  };
}

function jsonInput(fault: Fault, { said, value, place }: Said): BadInput {
  return {
    ...fault,
    said,
    covers: [place],
    send: (script, client) => {
      const frame = script.name("bad");
      script.add({ kind: "sendJson", frame, client: client.name, payload: plain(value) });
      return frame;
    },
  };
}

function distinct(inputs: readonly BadInput[]): BadInput[] {
  return inputs.filter(({ said }, index) => inputs.findIndex((one) => one.said === said) === index);
}
