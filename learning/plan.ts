import type { Channel, ClientOperation } from "../contract/index.ts";
import type { ChannelLesson, MessageLesson } from "./channel-lesson.ts";
import { type Doubt, isRare } from "./evidence.ts";
import type { Followed } from "./exchanges.ts";
import { isFailure, type LearnedSequence, sequenceOf } from "./sequence-of.ts";

/** What the traffic itself has shown to be too much. */
export interface Loosened {
  /** 1: nothing is demanded in answer to the request; 2: its answers come by themselves. */
  readonly requests: Map<string, 1 | 2>;
  readonly openings: Set<string>;
  /** Paths on which new requests also come before those of the declared conversation. */
  readonly first: Set<string>;
  /** Frames that the document's own refusals answer: no messages of it. */
  readonly refused: Set<string>;
  /** Messages whose id is none. */
  readonly ids: Set<string>;
  /** Words of schemas, by their pointer in the document. */
  readonly words: Set<string>;
}

export interface PlannedRequest {
  readonly message: MessageLesson;
  readonly declared: ClientOperation | null;
  /** Null where nothing answers it. */
  readonly sequence: LearnedSequence | null;
  /** Names of the requests whose exchange it ends, with how often it did. */
  readonly interrupts: readonly string[];
}

/** What is said on a channel, by whom, and what follows what. */
export interface ChannelPlan {
  readonly lesson: ChannelLesson;
  readonly messages: readonly MessageLesson[];
  readonly requests: readonly PlannedRequest[];
  /** What the service sends by itself. */
  readonly pushes: readonly MessageLesson[];
  /** Names of what it sends after the handshake; empty for nothing certain. */
  readonly opening: readonly string[];
}

const MOSTLY = 0.9;
const SOMETIMES = 0.2;

export function nothingLoosened(): Loosened {
  return {
    requests: new Map(),
    openings: new Set(),
    first: new Set(),
    refused: new Set(),
    ids: new Set(),
    words: new Set(),
  };
}

export function planOf(lesson: ChannelLesson, loosened: Loosened): ChannelPlan {
  const messages = [...lesson.messages.values()].filter(
    (one) => one.frames > 0 && !lesson.doubtful(one) && !loosened.refused.has(keyOf(lesson, one.name)),
  );
  const server = messages.filter(({ side }) => side === "server");
  const requests = messages
    .filter(({ side }) => side === "client")
    .map((message) => requestOf(lesson, message, { server, loosened }));
  const opening = openingOf(lesson, loosened);
  const answers = new Set(requests.flatMap(({ sequence }) => sequence?.replies ?? []));
  const pushes = server.filter(({ name, frames }) => {
    const alone = lesson.exchanges.alone.get(name) ?? 0;
    if (opening.includes(name) && alone === 0) return false;
    return !answers.has(name) || (alone > 0 && !isRare(alone, frames));
  });
  return { lesson, messages, requests, pushes, opening };
}

function requestOf(
  lesson: ChannelLesson,
  message: MessageLesson,
  { server, loosened }: { readonly server: readonly MessageLesson[]; readonly loosened: Loosened },
): PlannedRequest {
  const { name } = message;
  const key = keyOf(lesson, name);
  const level = loosened.requests.get(key) ?? 0;
  const followed = lesson.exchanges.followed.get(name);
  const declared = declaredFor(lesson.declared, name);
  const nothing = { message, declared, sequence: null, interrupts: [] };
  if (followed === undefined || level === 2) return nothing;
  const interrupts = [...followed.over]
    .filter(([, count]) => count >= followed.requests * MOSTLY)
    .map(([over]) => over);
  const replies = server
    .filter((one) => isReply(lesson, followed, one) && !isLeftOver(lesson, { followed, interrupts }, one))
    .map((one) => one.name);
  return { message, declared, sequence: sequenceOf(followed, replies, level === 1), interrupts };
}

/** For certain where it carries the request's id; else it has to come with the request rather than by itself. */
function isReply(lesson: ChannelLesson, followed: Followed, { name, frames }: MessageLesson): boolean {
  const here = followed.frames.get(name) ?? 0;
  if (here === 0 || isRare(here, frames)) return false;
  if (followed.matched.has(name)) return true;
  const alone = lesson.exchanges.alone.get(name) ?? 0;
  if (alone * 10 > frames) return false;
  const share = (followed.present.get(name) ?? 0) / Math.max(1, followed.requests);
  return here >= frames * MOSTLY || share >= SOMETIMES || isFailure(name);
}

/** What now and then still comes of an exchange that is just being ended is no answer to what ends it. */
function isLeftOver(
  { exchanges }: ChannelLesson,
  { followed, interrupts }: { readonly followed: Followed; readonly interrupts: readonly string[] },
  { name }: MessageLesson,
): boolean {
  const isOther = interrupts.some((over) => exchanges.followed.get(over)?.matched.has(name) === true);
  return isOther && (followed.present.get(name) ?? 0) < followed.requests * MOSTLY;
}

/** What comes first on every connection, before the client says anything. */
function openingOf(lesson: ChannelLesson, { openings: loose }: Loosened): readonly string[] {
  const { openings, connections, alone } = lesson.exchanges;
  if (loose.has(lesson.path.pattern) || connections === 0) return [];
  const lists = [...openings].map(([key, count]) => ({ names: key === "" ? [] : key.split(" "), count }));
  const common = lists.filter(({ count }) => !isRare(count, connections)).map(({ names }) => names);
  const [least = []] = common.toSorted((one, other) => one.length - other.length);
  // What comes by itself later as well is no part of the opening: that is never unsolicited.
  const until = least.findIndex((name) => (alone.get(name) ?? 0) > 0);
  const shortest = until < 0 ? least : least.slice(0, until);
  // A connection that said nothing may have been cut; what is common to all others is still the opening.
  return common.every((names) => shortest.every((name, index) => names[index] === name)) &&
    new Set(shortest).size === shortest.length
    ? shortest
    : [];
}

function declaredFor(channel: Channel | null, message: string): ClientOperation | null {
  for (const operation of channel?.operations ?? [])
    if (operation.kind === "client" && operation.requests.includes(message)) return operation;
  return null;
}

/** The name of a request among all channels. */
export function keyOf(lesson: ChannelLesson, message: string): string {
  return `${lesson.path.pattern}\n${message}`;
}

/** Frames that are no messages because the service refuses them, as the document says. */
export function refusedOn(lesson: ChannelLesson, { refused }: Loosened): Doubt[] {
  return [...lesson.messages.values()]
    .filter(({ name }) => refused.has(keyOf(lesson, name)))
    .map(({ name, side, frames, first }) => ({
      what: `the ${side} says ${name}, which is refused`,
      count: frames,
      of: lesson.sides[side].frames,
      first,
    }));
}
