import type { Channel } from "../../contract/model.ts";
import { type BrokenFrame, brokenFrames } from "../../samples/index.ts";
import { plain } from "../payload.ts";
import type { PlannedGroup, PlannedTest } from "../plan.ts";
import type { Planning } from "../planning/planning.ts";
import { probe } from "../planning/probe.ts";
import { group, planTest } from "../planning/test.ts";
import { placeOf, refusesAll } from "./bad-input.ts";
import { spokenMessages, startOf } from "./classify.ts";
import { textInput } from "./texts.ts";

/** Deeper than people nest, and within what every parser has to take: some stop at a thousand levels. */
const DEEP = 500;

/** What one level of nested objects takes: `{"a":` and `}`; and the number inside all of them. */
const LEVEL_BYTES = 6;
const INNER_BYTES = 1;

/** As deep as fits into a message: a longer one has a fault of its own, and may be refused for that. */
function depthIn({ limits: { messageBytes } }: Channel): number {
  if (messageBytes === null) return DEEP;
  return Math.min(DEEP, Math.max(1, Math.floor((messageBytes - INNER_BYTES) / LEVEL_BYTES)));
}

/** The frames of a JSON message of the channel, broken; empty where no client says JSON. */
export function jsonFrames(planning: Planning, channel: Channel): BrokenFrame[] {
  const message = spokenMessages(channel).find(({ content }) => content.kind === "json");
  const start = message === undefined ? null : startOf(planning, message);
  return message === undefined || start === null ? [] : brokenFrames(start, depthIn(channel));
}

/**
 * Input that breaks parsers: JSON of a kind that nobody expects, as far as it is no valid message of the channel, and
 * text that is none.
 */
export function planHostile(planning: Planning, channel: Channel): PlannedGroup[] {
  const frames = jsonFrames(planning, channel);
  const inputs = frames
    .filter(({ why }) => why === "hostile")
    .flatMap(({ label, bytes }) =>
      textInput(planning, channel, { said: label, text: Buffer.from(bytes).toString() }),
    );
  const place = placeOf(channel.rejects.unknown, channel);
  return [
    group("hostile", place, refusesAll(planning, channel, inputs)),
    group("no UTF-8", channel.place, notText(planning, channel, frames)),
  ];
}

/** RFC 6455 says what becomes of it, below every document: closed with 1007. */
function notText(planning: Planning, channel: Channel, frames: readonly BrokenFrame[]): PlannedTest[] {
  return frames
    .filter(({ why, type }) => why === "not UTF-8" && type === "text")
    .map(({ label, bytes }) => {
      const head = { title: `closes on ${label}, and serves others`, covers: [channel.place] };
      return planTest(planning, head, (script) => {
        const client = script.connect(channel);
        const other = script.connect(channel, { name: "neighbour", as: "second" });
        // The end of a long frame shows as much.
        const tail = plain([...bytes.slice(-5)]);
        script.add({ kind: "undecodable", client: client.name, bytes: tail });
        if (!probe(script, other)) script.add({ kind: "quiet", meanwhile: "", client: other.name });
      });
    });
}
