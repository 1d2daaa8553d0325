import { pointerTokens } from "../contract/index.ts";
import { isIdName, SURE_TAGS } from "./text-kinds.ts";
import type { Candidate, Survey } from "./survey.ts";

/** Names under which protocols say what a message is, the surest first. */
const NAMES = [
  ...SURE_TAGS,
  ..."msgType messageType msg_type message_type eventType event_type msg opcode t e name topic".split(" "),
];
/** Of a side's frames so many have it. */
const LEAST_PRESENT = 0.3;
const LEAST_GAIN = 0.6;
/** Values that are no tags: more than a slip now and then, and it is data. */
const MOST_ODD = 0.02;

/** The place whose value tells the messages of a side apart; "" for none. */
export function discriminatorOf(survey: Survey): string {
  return bestOf(survey, LEAST_PRESENT) || bestOf(survey, 0);
}

/** The best place that so many frames have; where they are few, only one that is called a tag. */
function bestOf(survey: Survey, least: number): string {
  let best = { pointer: "", score: 0 };
  for (const [pointer, candidate] of survey.candidates) {
    if (least === 0 && !SURE_TAGS.includes(pointer.slice(1))) continue;
    const score = scoreOf(pointer, candidate, { survey, least });
    if (score > best.score) best = { pointer, score };
  }
  return best.pointer;
}

function scoreOf(
  pointer: string,
  { present, odd, values }: Candidate,
  { survey, least }: { readonly survey: Survey; readonly least: number },
): number {
  const share = present / survey.frames;
  const key = pointerTokens(pointer).at(-1) ?? "";
  if (values === null || share < least || odd > present * MOST_ODD || isIdName(key)) return 0;
  const known = NAMES.indexOf(key);
  const gain = gainOf(values, present);
  const isNumber = [...values.keys()].every((value) => typeof value === "number");
  const position = /^\/\d+$/.test(pointer);
  if (isNumber && known < 0 && !position) return 0;
  // A value for nearly each frame is data, whatever it is called.
  if (values.size > 3 && values.size * 2 > present) return 0;
  if (known >= 0) return share * (1 + gain) + 1 - known / 100;
  const few = values.size > 1 && gain >= LEAST_GAIN;
  if (position && !isNumber && pointer === "/0") return share * (1 + gain);
  return few ? share * gain - pointerTokens(pointer).length / 100 : 0;
}

/** How much of the shape is known once the value is: 0 nothing, 1 all. */
function gainOf(values: ReadonlyMap<unknown, ReadonlyMap<string, number>>, present: number): number {
  const all = new Map<string, number>();
  let rest = 0;
  for (const shapes of values.values()) {
    let of = 0;
    for (const [shape, count] of shapes) {
      of += count;
      all.set(shape, (all.get(shape) ?? 0) + count);
    }
    rest += (of / present) * entropy([...shapes.values()]);
  }
  const before = entropy([...all.values()]);
  return before === 0 ? 0 : 1 - rest / before;
}

function entropy(counts: readonly number[]): number {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.reduce((total, count) => total - (count / sum) * Math.log2(count / sum), 0);
}
