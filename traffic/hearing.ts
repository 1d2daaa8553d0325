import {
  type Contract,
  createFrameReader,
  type FrameData,
  type FrameReader,
  ToolError,
} from "../contract/index.ts";
import {
  type ConnectionId,
  type CoverageTally,
  createJudge,
  type Fate,
  type FrameId,
  type HandshakeFacts,
  type Judge,
  type TrafficEvent,
  type Verdict,
} from "../judge/index.ts";
import { clientBreach } from "./client-breach.ts";
import { factsOf, factsOfChannel } from "./handshake-facts.ts";
import type { Circumstances, WireEvent } from "./model.ts";
import { redactedReader } from "./redacted-reader.ts";
import { isMark } from "./secrets/mark.ts";
import { Story } from "./story.ts";

export interface HearingOptions {
  readonly contract: Contract;
  readonly circumstances: Circumstances;
  readonly coverage: CoverageTally;
  /** The channel of connections whose handshake was not heard; "" where nobody says. */
  readonly channel: string;
}

/** Told what comes out of a hearing. */
export interface Audience {
  began(story: Story): void;
  /** `story`: of the connection that the verdict is about. */
  verdict(verdict: Verdict, story: Story): void;
  /** Nothing more will come of this connection. */
  ended(story: Story): void;
}

const NOTHING: readonly Verdict[] = [];
/** Rules that compare values of several messages. */
const OF_VALUES: ReadonlySet<string> = new Set(["ECHO", "JOINS", "ORDERED"]);

type Frame = Extract<WireEvent, { kind: "frame" }>;

/** Judges traffic of any number of connections, both sides of each, as it comes. Remembers no more than it needs. */
export class Hearing {
  readonly reader: FrameReader;
  readonly #judge: Judge;
  readonly #options: HearingOptions;
  readonly #audience: Audience;
  readonly #stories = new Map<ConnectionId, Story>();
  #frames = 0;
  #now = 0;

  constructor(options: HearingOptions, audience: Audience) {
    const { contract, circumstances, coverage } = options;
    const reader = createFrameReader(contract);
    this.reader = circumstances.redacted ? redactedReader(reader) : reader;
    const { seesAll, patienceMs } = circumstances;
    const limits = { seesAll, patienceMs: patienceMs ?? Number.POSITIVE_INFINITY };
    this.#judge = createJudge(contract, this.reader, {
      ...limits,
      coverage,
      forgets: true,
      hearsClients: true,
    });
    this.#options = options;
    this.#audience = audience;
  }

  /** The number of frames heard so far; frames are numbered from 1. */
  get frames(): number {
    return this.#frames;
  }

  /** Verdicts about what happened; a clock that went back is set to the latest time heard. */
  take(event: WireEvent): readonly Verdict[] {
    const at = Math.max(this.#now, event.at);
    this.#now = at;
    if (event.kind === "handshake") return this.#began(event, at);
    if (event.kind === "gone") {
      const due = this.#due(at);
      const last = this.#gone(this.#stories.get(event.connection));
      return due.length === 0 ? last : [...due, ...last];
    }
    const story = this.#stories.get(event.connection) ?? this.#joined(event.connection, at);
    const { facts } = story;
    if (facts !== null) {
      // What was open before anybody listened and only closes tells nothing.
      if (event.kind !== "frame") return [];
      story.facts = null;
      this.#feed({ kind: "handshake", at, connection: story.id, facts });
    }
    if (event.kind === "frame") return this.#frame(story, at === event.at ? event : { ...event, at });
    story.note(event.kind === "close" ? event.from : "server", at, labelOf(event));
    return this.#feed(
      event.kind === "close"
        ? { kind: "close", at, connection: story.id, code: event.code, reason: event.reason, by: event.from }
        : { ...event, at },
    );
  }

  /** When something is decided without an event; `Infinity`: never. */
  deadline(): number {
    return this.#judge.deadline();
  }

  /** Time has passed. */
  tick(at: number): void {
    this.#now = Math.max(this.#now, at);
    this.#feed({ kind: "tick", at: this.#now });
  }

  /** Nothing more will come of anybody. */
  end(at: number = this.#now): void {
    this.#now = Math.max(this.#now, at);
    this.#feed({ kind: "end", at: this.#now });
    for (const story of [...this.#stories.values()]) this.#gone(story);
  }

  storyOf(connection: ConnectionId): Story | undefined {
    return this.#stories.get(connection);
  }

  /** What became of the last frame of a client. */
  fate(frame: FrameId): Fate {
    return this.#judge.fate(frame);
  }

  #began(event: Extract<WireEvent, { kind: "handshake" }>, at: number): readonly Verdict[] {
    const before = this.#stories.get(event.connection);
    this.#gone(before);
    const facts = factsOf(this.#options.contract, event.url, event.headers);
    const story = this.#start(event.connection, facts, at);
    if (event.midway) {
      story.facts = facts;
      return [];
    }
    return this.#feed({ kind: "handshake", at, connection: story.id, facts });
  }

  #joined(connection: ConnectionId, at: number): Story {
    const { contract, channel } = this.#options;
    const [only, ...others] = contract.channels;
    const name = channel === "" && others.length === 0 ? (only?.name ?? "") : channel;
    if (name === "")
      throw new ToolError("RECORDING-CHANNEL", `nobody says on which channel connection ${connection} is`, {
        hint: `its handshake was not recorded: --channel NAME (${contract.channels.map((one) => one.name).join(", ")})`,
      });
    const facts = factsOfChannel(contract, name);
    const story = this.#start(connection, facts, at);
    story.facts = facts;
    return story;
  }

  #start(connection: ConnectionId, facts: HandshakeFacts, at: number): Story {
    const channel = this.#options.contract.channels.find(({ name }) => name === facts.channel) ?? null;
    const story = new Story(connection, channel, at);
    this.#stories.set(connection, story);
    this.#audience.began(story);
    return story;
  }

  #frame(story: Story, { at, from, data }: Frame): readonly Verdict[] {
    this.#frames += 1;
    const frame = this.#frames;
    story.frame(frame, { from, at, data });
    const event = { kind: "frame", at, connection: story.id, frame, from, data } as const;
    const verdicts = this.#feed(event);
    if (from === "server") return verdicts;
    const breaches = this.#clientVerdicts(story, { frame, at, data });
    return breaches.length === 0 ? verdicts : [...verdicts, ...breaches];
  }

  #clientVerdicts(
    story: Story,
    heard: { readonly frame: FrameId; readonly at: number; readonly data: FrameData },
  ): readonly Verdict[] {
    const fate = this.#judge.fate(heard.frame);
    if (fate.kind !== "refusal" || story.channel === null) return NOTHING;
    // A case of the document: what it expects to be refused, clients may send.
    if (fate.refusal.kinds.length === 0) return NOTHING;
    const violation = clientBreach(
      { reader: this.reader, channel: story.channel, connection: story.id },
      { ...heard, kinds: fate.refusal.kinds },
    );
    const verdict: Verdict = { kind: "violated", violation };
    this.#tell(verdict, story);
    return [verdict];
  }

  #feed(event: TrafficEvent): readonly Verdict[] {
    const verdicts = this.#real(event, this.#judge.feed(event));
    for (const verdict of verdicts) {
      const { connection } = verdict.kind === "violated" ? verdict.violation : verdict;
      const story = this.#stories.get(connection);
      if (story !== undefined) this.#tell(verdict, story);
    }
    return verdicts;
  }

  /** Without what only a mark breaks: a value that has to be another one's can't be compared with it any more. */
  #real(event: TrafficEvent, verdicts: readonly Verdict[]): readonly Verdict[] {
    if (verdicts.length === 0 || !this.#options.circumstances.redacted) return verdicts;
    const text = event.kind === "frame" && event.data.kind === "text" ? event.data.text : "";
    return verdicts.filter(
      (verdict) =>
        verdict.kind !== "violated" ||
        !OF_VALUES.has(verdict.violation.rule) ||
        !(isMark(text) || isMark(verdict.violation.summary)),
    );
  }

  #tell(verdict: Verdict, story: Story): void {
    if (verdict.kind === "kept") story.kept = true;
    if (verdict.kind === "violated") story.breaches += 1;
    if (verdict.kind === "unspecified") story.unknown ||= verdict.why;
    this.#audience.verdict(verdict, story);
  }

  /** What was due before: nobody is asked about a connection that is gone. */
  #due(at: number): readonly Verdict[] {
    return this.deadline() < at ? this.#feed({ kind: "tick", at }) : NOTHING;
  }

  #gone(story: Story | undefined): readonly Verdict[] {
    if (story === undefined) return [];
    this.#judge.forget(story.id);
    this.#stories.delete(story.id);
    story.over = true;
    this.#audience.ended(story);
    return [];
  }
}

function labelOf(event: Extract<WireEvent, { kind: "open" | "refused" | "failed" | "close" }>): string {
  switch (event.kind) {
    case "open":
      return "open";
    case "refused":
      return `refused ${event.status}`;
    case "failed":
      return `failed ${event.code}`.trim();
    case "close":
      return `close ${event.code}`;
  }
}
