import type { Channel } from "../../contract/model.ts";
import type { PlannedGroup } from "../plan.ts";
import type { Planning } from "../planning/planning.ts";
import type { ClientVariable, Script } from "../planning/script.ts";
import { group } from "../planning/test.ts";
import type { Name } from "../step.ts";
import { type BadInput, placeOf, refusesAll } from "./bad-input.ts";
import { faultOf, fitsLimit, spokenMessages } from "./classify.ts";
import { jsonFrames } from "./hostile.ts";

/** Frames that are no messages at all: broken JSON, nothing, bytes. */
export function planTexts(planning: Planning, channel: Channel): PlannedGroup[] {
  const malformed = malformedTexts(planning, channel).flatMap(([said, text]) =>
    textInput(planning, channel, { said, text, only: "malformed" }),
  );
  const empty = textInput(planning, channel, { said: "an empty frame", text: "", only: "empty" });
  return [
    group("malformed", placeOf(channel.rejects.malformed, channel), refusesAll(planning, channel, malformed)),
    group("empty", placeOf(channel.rejects.empty, channel), refusesAll(planning, channel, empty)),
    group(
      "binary",
      placeOf(channel.rejects.binary, channel),
      refusesAll(planning, channel, binaryInput(channel)),
    ),
  ];
}

/** What parsers that are milder than RFC 8259 take for a value; what they make of it is no fault of this kind. */
const OFTEN_TAKEN: readonly string[] = ["NaN", "Infinity", "a byte order mark"];

function malformedTexts(planning: Planning, channel: Channel): (readonly [said: string, text: string])[] {
  const frames = jsonFrames(planning, channel).filter(
    ({ why, label }) => why === "malformed" && !OFTEN_TAKEN.includes(label),
  );
  if (frames.length > 0) return frames.map(({ label, bytes }) => [label, Buffer.from(bytes).toString()]);
  return [
    ["text that is no JSON", "hello"],
    ["single quotes", "{'type': 'hello'}"],
  ];
}

interface TextInput {
  readonly said: string;
  readonly text: string;
  /** The fault that it is to be; read otherwise, it is left out. Absent: any. */
  readonly only?: BadInput["reject"];
}

/** A text frame as bad input, if it is read as what it is meant to be. */
export function textInput(planning: Planning, channel: Channel, { said, text, only }: TextInput): BadInput[] {
  const fault = fitsLimit(channel, text) ? faultOf(planning, channel, text) : null;
  if (fault === null || (only !== undefined && fault.reject !== only)) return [];
  return [{ ...fault, said, covers: [placeOf(fault.refusal, channel)], send: sending(text) }];
}

function sending(text: string): BadInput["send"] {
  return (script: Script, client: ClientVariable): Name => {
    const frame = script.name("bad");
    script.add({ kind: "sendText", frame, client: client.name, text });
    return frame;
  };
}

/** Bytes, where no message of clients is binary; those that are read as text hold no JSON. */
function binaryInput(channel: Channel): BadInput[] {
  if (
    spokenMessages(channel).some(({ content }) => content.kind === "binary" || content.kind === "unchecked")
  )
    return [];
  const { binary, malformed } = channel.rejects;
  const asText = binary.kind !== "unspecified" && binary.outcomes.every(({ kind }) => kind === "as-text");
  const send: BadInput["send"] = (script, client) => {
    const frame = script.name("bad");
    script.add({ kind: "sendBinary", frame, client: client.name, text: "hello" });
    return frame;
  };
  const said = asText ? "a binary frame, read as text, that is no JSON" : "a binary frame";
  const promised = asText
    ? ({ reject: "malformed", refusal: malformed } as const)
    : ({ reject: "binary", refusal: binary } as const);
  return [{ ...promised, said, covers: [placeOf(binary, channel)], operation: null, send }];
}
