import { assertNever } from "../contract/assert-never.ts";
import { type Contract, createFrameReader, type FrameReader, type Side } from "../contract/index.ts";
import type { WireEvent } from "../traffic/model.ts";
import { ChannelLesson, type MessageLesson, type Named } from "./channel-lesson.ts";
import { Paths } from "./channel-paths.ts";
import { idIn, type Requests } from "./correlation.ts";
import { Credentials } from "./credentials.ts";
import type { Seen } from "./evidence.ts";
import type { Talk } from "./exchanges.ts";
import { sizeOf } from "./sizes.ts";
import type { Budget } from "./value-stats.ts";

/** What a connection is in, while it is heard. */
interface Hearer {
  readonly lesson: ChannelLesson;
  readonly recent: Requests;
  readonly met: Set<MessageLesson>;
  readonly talk: Talk | null;
  /** One side has closed it: what the other says then is the answer to that. */
  closed: boolean;
  /** Bytes of the client's last message, while nothing has followed it; 0 for none. */
  size: number;
}

/** Closes of a service that goes away or starts anew (RFC 6455, 7.4.1; 1012: the IANA registry). */
const GOING = new Set([1001, 1012]);
/** Closes that end what runs: well, by a mistake, for lack of room, or as the application says. What refuses needs no word. */
const ENDS = (code: number): boolean => [1000, 1011, 1013].includes(code) || (code >= 3000 && code < 4000);

type Asked = Extract<WireEvent, { kind: "handshake" }>;

/** Recordings are read so often: kinds of frames, what they hold, what follows what. */
export const PASSES = 3;
const MOST_NODES = 20_000;
const MOST_CONNECTIONS = 50_000;

/** Learns from recordings that are read three times, with a memory that does not grow with them. */
export class Course {
  readonly paths: Paths;
  readonly channels: Map<string, ChannelLesson> = new Map();
  readonly credentials: Credentials = new Credentials();
  readonly #reader: FrameReader | null;
  readonly #hearers = new Map<string, Hearer | null>();
  /** Handshakes that nobody has answered yet: a path where nobody is let in is no channel. */
  readonly #asked = new Map<string, Asked>();
  readonly #budget: Budget = { nodes: MOST_NODES };
  readonly #channel: string;
  /** Codes with which the service went away, with how often. */
  readonly shutdown: Map<number, number> = new Map();
  #pass = 1;
  #file = "";
  frames = 0;

  /** `channel`: of connections whose handshake was not recorded; "" where nobody says. */
  constructor(contract: Contract | null, channel: string) {
    this.paths = new Paths(contract);
    this.#reader = contract === null ? null : createFrameReader(contract);
    this.#channel = channel;
  }

  /** A recording begins. */
  begin(file: string): void {
    this.#file = file;
  }

  take(event: WireEvent): void {
    const { connection } = event;
    switch (event.kind) {
      case "handshake":
        this.#ended(connection);
        this.#asked.set(connection, event);
        if (this.#asked.size > MOST_CONNECTIONS) forgetOldest(this.#asked);
        return;
      case "open":
        this.#opened(connection);
        return;
      case "frame":
        this.#opened(connection);
        this.#frame(event);
        return;
      case "gone":
      case "refused":
        this.#ended(connection);
        return;
      case "close":
        this.#closed(event);
        return;
      case "failed":
        return;
      default:
        assertNever(event);
    }
  }

  /** The recording is over. */
  end(): void {
    for (const connection of [...this.#hearers.keys()]) this.#ended(connection);
    this.#asked.clear();
  }

  /** All recordings were read once more. */
  next(): void {
    if (this.#pass === 1) for (const lesson of this.channels.values()) lesson.sort();
    if (this.#pass === 2) for (const lesson of this.channels.values()) settle(lesson);
    this.#pass += 1;
  }

  #opened(connection: string): void {
    const asked = this.#asked.get(connection);
    if (asked === undefined) return;
    this.#asked.delete(connection);
    const { url, headers, at } = asked;
    if (this.#pass === 1) this.credentials.take(url, headers);
    const seen = { file: this.#file, connection, at };
    // Counted once, though it is heard three times.
    const path = this.#pass === 1 ? this.paths.take(url, seen, this.#budget) : this.paths.find(url);
    this.#join(connection, path === null ? null : this.#lesson(path));
  }

  #lesson(path: NonNullable<ReturnType<Paths["find"]>>): ChannelLesson {
    const lesson = this.channels.get(path.pattern) ?? new ChannelLesson(path, this.#reader);
    this.channels.set(path.pattern, lesson);
    return lesson;
  }

  #join(connection: string, lesson: ChannelLesson | null): Hearer | null {
    const hearer =
      lesson === null
        ? null
        : {
            lesson,
            recent: [],
            met: new Set<MessageLesson>(),
            talk: this.#pass === 3 ? lesson.exchanges.begin() : null,
            closed: false,
            size: 0,
          };
    this.#hearers.set(connection, hearer);
    const [oldest] = this.#hearers.keys();
    if (this.#hearers.size > MOST_CONNECTIONS && oldest !== undefined) this.#ended(oldest);
    return hearer;
  }

  #frame({ connection, at, from, data }: Extract<WireEvent, { kind: "frame" }>): void {
    let hearer = this.#hearers.get(connection);
    if (hearer === undefined) {
      const path = this.paths.named(this.#channel);
      if (this.#pass === 1 && path !== null) path.connections += 1;
      hearer = this.#join(connection, path === null ? null : this.#lesson(path));
    }
    if (hearer === null) return;
    const { lesson } = hearer;
    if (this.#pass === 1) {
      this.frames += 1;
      lesson.sizes.taken(hearer.size);
      hearer.size = sizeOf(from, data);
      lesson.survey(from, data);
      return;
    }
    const seen: Seen = { file: this.#file, connection, at };
    const named = lesson.name(from, data, seen);
    if (named === null) return;
    if (this.#pass === 2) this.#study(hearer, from, named, seen);
    else follow(hearer, from, named);
  }

  #closed({ connection, from, code }: Extract<WireEvent, { kind: "close" }>): void {
    const hearer = this.#hearers.get(connection);
    if (hearer == null || hearer.closed) return;
    hearer.closed = true;
    if (this.#pass === 1) hearer.lesson.sizes.closed(hearer.size, from === "server" ? code : 0);
    if (from === "client" || hearer.talk === null) return;
    if (GOING.has(code)) this.shutdown.set(code, (this.shutdown.get(code) ?? 0) + 1);
    if (ENDS(code)) hearer.lesson.exchanges.closed(hearer.talk, code);
  }

  #study({ lesson, recent, met }: Hearer, from: Side, named: Named, seen: Seen): void {
    lesson.study(named, seen, { budget: this.#budget, met });
    const { name } = named.lesson;
    if (from === "client") lesson.correlation.asked(recent, name, named.payload);
    else lesson.correlation.answered(recent, name, named.payload);
  }

  #ended(connection: string): void {
    const hearer = this.#hearers.get(connection);
    this.#hearers.delete(connection);
    this.#asked.delete(connection);
    if (hearer?.talk != null) hearer.lesson.exchanges.end(hearer.talk);
  }
}

function follow({ lesson, talk }: Hearer, from: Side, { lesson: message, payload }: Named): void {
  if (talk === null || lesson.doubtful(message)) return;
  const id = lesson.correlated.get(message.name);
  const value = id === undefined ? null : idIn(payload, id.pointer);
  if (from === "client") lesson.exchanges.asked(talk, message.name, value);
  else lesson.exchanges.answered(talk, message.name, value);
}

/** Kinds and contents are known: sets slips aside, and finds the ids. */
function settle(lesson: ChannelLesson): void {
  const fixed = new Map<string, string>();
  for (const { name, declared } of lesson.messages.values())
    if (declared !== null && declared.correlation.length === 1)
      fixed.set(name, declared.correlation[0] ?? "");
  for (const message of lesson.messages.values()) if (lesson.doubtful(message)) doubt(lesson, message);
  lesson.correlated = lesson.correlation.found(fixed);
  for (const side of ["client", "server"] as const) {
    const { odd, frames } = lesson.sides[side];
    const slips = odd > 0 && lesson.isSlip(side);
    if (slips)
      lesson.doubts.push({ what: `a frame of the ${side} is no JSON`, count: odd, of: frames, first: null });
  }
}

function doubt(lesson: ChannelLesson, { name, side, frames, first }: MessageLesson): void {
  const of = lesson.sides[side].frames;
  lesson.doubts.push({ what: `the ${side} says ${name}`, count: frames, of, first });
}

/** A map has its keys in the order in which they came. */
function forgetOldest(asked: Map<string, Asked>): void {
  const [oldest] = asked.keys();
  if (oldest !== undefined) asked.delete(oldest);
}
