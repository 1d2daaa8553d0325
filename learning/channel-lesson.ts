import type { Channel, FrameData, FrameReader, Json, Message, Side } from "../contract/index.ts";
import type { Path } from "./channel-paths.ts";
import { Correlation, type Correlated } from "./correlation.ts";
import { type Doubt, isRare, type Seen } from "./evidence.ts";
import { Exchanges } from "./exchanges.ts";
import { type Group, Groups } from "./groups.ts";
import { Sizes } from "./sizes.ts";
import { Survey } from "./survey.ts";
import { type Budget, ValueStats } from "./value-stats.ts";

export type LearnedContent = "json" | "text" | "binary";

/** One message of one side, declared or not, and what was seen of it. */
export interface MessageLesson {
  readonly name: string;
  readonly side: Side;
  readonly content: LearnedContent;
  readonly constant: Group["constant"];
  readonly declared: Message | null;
  readonly stats: ValueStats;
  readonly first: Seen;
  frames: number;
  connections: number;
}

/** What a frame is: its message's name and, where it is JSON, its payload. */
export interface Named {
  readonly lesson: MessageLesson;
  readonly payload: Json;
}

export interface Studying {
  readonly budget: Budget;
  /** Messages that the connection has had. */
  readonly met: Set<MessageLesson>;
}

interface SideLesson {
  readonly survey: Survey;
  groups: Groups | null;
  /** Names by label. */
  readonly labels: Map<string, string>;
  frames: number;
  /** Frames that are no JSON, where nearly all are. */
  odd: number;
  /** Frames that break what the document says of their message. */
  broken: number;
}

const MOSTLY = 0.95;
const MOST_MESSAGES = 256;

/** What is learned on one channel. */
export class ChannelLesson {
  readonly path: Path;
  readonly sides: { readonly [side in Side]: SideLesson } = { client: fresh(), server: fresh() };
  readonly messages: Map<string, MessageLesson> = new Map();
  readonly correlation: Correlation = new Correlation();
  readonly exchanges: Exchanges = new Exchanges();
  readonly sizes: Sizes = new Sizes();
  correlated: ReadonlyMap<string, Correlated> = new Map();
  readonly doubts: Doubt[] = [];
  readonly #reader: FrameReader | null;

  constructor(path: Path, reader: FrameReader | null) {
    this.path = path;
    this.#reader = reader;
  }

  get declared(): Channel | null {
    return this.path.declared;
  }

  /** First pass: what kinds of frames there are. */
  survey(side: Side, data: FrameData): void {
    const { sides } = this;
    sides[side].frames += 1;
    const read = this.#read(side, data);
    if (read.kind !== "unknown") return;
    if (read.payload === undefined) sides[side].odd += 1;
    else sides[side].survey.take(read.payload);
  }

  /** The kinds are known from here on. */
  sort(): void {
    for (const side of Object.values(this.sides)) side.groups = new Groups(side.survey);
  }

  /** What a frame is; null where it is nothing to learn from. */
  name(side: Side, data: FrameData, seen: Seen): Named | null {
    const read = this.#read(side, data);
    if (read.kind === "broken") return null;
    if (read.kind === "declared") {
      const { message, payload } = read;
      const { kind } = message.content;
      const content = kind === "json" || kind === "text" ? kind : "binary";
      return this.#lesson(
        { name: message.name, side, content, constant: null, declared: message },
        payload,
        seen,
      );
    }
    const { payload } = read;
    if (data.kind === "binary" || payload === undefined) {
      const content = data.kind === "binary" ? "binary" : "text";
      if (content === "text" && this.isSlip(side)) return null;
      const label = this.#free(content, side);
      return this.#lesson(
        { name: label, side, content, constant: null, declared: null },
        data.kind === "text" ? data.text : null,
        seen,
      );
    }
    const group = this.sides[side].groups?.of(payload) ?? { label: "message", constant: null };
    const name = this.#free(this.#named(group.label, side), side);
    return this.#lesson(
      { name, side, content: "json", constant: group.constant, declared: null },
      payload,
      seen,
    );
  }

  /** Second pass: what they hold. */
  study({ lesson, payload }: Named, seen: Seen, { budget, met }: Studying): void {
    lesson.frames += 1;
    if (!met.has(lesson)) lesson.connections += 1;
    met.add(lesson);
    if (lesson.content === "json") lesson.stats.take(payload, seen, budget);
  }

  #read(
    side: Side,
    data: FrameData,
  ):
    | { readonly kind: "declared"; readonly message: Message; readonly payload: Json }
    | { readonly kind: "broken" }
    | { readonly kind: "unknown"; readonly payload: Json | undefined } {
    const { declared } = this;
    const unknown = {
      kind: "unknown",
      payload: data.kind === "text" ? parsed(data.text) : undefined,
    } as const;
    if (declared === null || this.#reader === null) return unknown;
    const reading = this.#reader.read(declared, side, data);
    switch (reading.kind) {
      case "message":
        return { kind: "declared", message: reading.message, payload: reading.payload };
      case "unchecked":
        return { kind: "declared", message: reading.message, payload: null };
      case "invalid":
        // Its tag is another one, which the document does not insist on: a message of its own.
        if (reading.faults.some(({ keyword }) => keyword === "const")) return unknown;
        this.sides[side].broken += 1;
        return { kind: "broken" };
      case "misdirected":
      case "empty":
        this.sides[side].broken += 1;
        return { kind: "broken" };
      default:
        return unknown;
    }
  }

  /** Nearly all frames of the side are JSON: the others are slips. */
  isSlip(side: Side): boolean {
    const { frames, odd } = this.sides[side];
    return odd < frames * (1 - MOSTLY);
  }

  /** A message too rare to be one: on few of many connections, or with the members of a common one. */
  doubtful({ frames, side, connections, declared, name, constant }: MessageLesson): boolean {
    if (declared !== null || !isRare(frames, this.sides[side].frames)) return false;
    const few = this.path.connections >= 20 && isFew(connections, this.path.connections);
    const { groups } = this.sides[side];
    return few || groups?.resembles({ label: name, constant }) === true || name === "other";
  }

  #lesson(
    about: Omit<MessageLesson, "stats" | "first" | "frames" | "connections">,
    payload: Json,
    seen: Seen,
  ): Named | null {
    const key = `${about.side} ${about.name}`;
    let lesson = this.messages.get(key);
    if (lesson === undefined) {
      if (this.messages.size >= MOST_MESSAGES) return null;
      lesson = { ...about, stats: new ValueStats(), first: seen, frames: 0, connections: 0 };
      this.messages.set(key, lesson);
    }
    return { lesson, payload };
  }

  /** A name for each label of a side: what is no character of a name must not make one of two. */
  #named(label: string, side: Side): string {
    const { labels } = this.sides[side];
    const known = labels.get(label);
    if (known !== undefined) return known;
    const clean = label.replaceAll(/[^A-Za-z0-9_.-]/g, "_");
    const taken = new Set(labels.values());
    let name = clean;
    for (let number = 2; taken.has(name); number += 1) name = `${clean}_${number}`;
    labels.set(label, name);
    return name;
  }

  /** Both sides may say `ping`: names inside a channel are unique. */
  #free(label: string, side: Side): string {
    const taken = this.declared?.messages.some(({ name }) => name === label) === true;
    const own = taken ? `${label}_${side}` : label;
    return this.messages.has(`${side === "client" ? "server" : "client"} ${own}`) ? `${own}_${side}` : own;
  }
}

function isFew(count: number, of: number): boolean {
  return count * 20 <= of;
}

function fresh(): SideLesson {
  return { survey: new Survey(), groups: null, labels: new Map(), frames: 0, odd: 0, broken: 0 };
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
