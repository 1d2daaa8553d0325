import { type Contract, type FrameData, type LineMap, lineOf } from "../../contract/index.ts";
import { narrate, type Verdict, type Violation } from "../../judge/index.ts";
import type { RunEvent } from "../../report/index.ts";
import type { Audience, Hearing, SecretBook, Story } from "../../traffic/index.ts";

export interface TrafficBookOptions {
  readonly contract: Contract;
  readonly lineMap: LineMap | null;
  /** Leads the names of connections: the recording they come from, "live". */
  readonly source: string;
  /** Masks what may not be written; null where everything was masked before. */
  readonly secrets: SecretBook | null;
  emit(event: RunEvent): void;
  /** Told of each violation as it comes, narrated. */
  violated(text: string, violation: Violation): void;
}

/** Violations of one rule at one place that are narrated for one connection; the others are counted. */
const NARRATED = 3;
/** Of one connection, violations that are written down at all. */
const MOST_VERDICTS = 100;

interface Entry {
  readonly id: string;
  readonly title: readonly string[];
  readonly texts: string[];
  readonly counts: Map<string, number>;
  first: Violation | null;
  verdicts: number;
}

/** Makes of each connection what reports call a test: its frames around violations, its verdict, its text. */
export class TrafficBook implements Audience {
  readonly #options: TrafficBookOptions;
  readonly #entries = new Map<Story, Entry>();
  /** For reading frames again; set once the hearing is there. */
  hearing: Hearing | null = null;
  connections = 0;
  broken = 0;

  constructor(options: TrafficBookOptions) {
    this.#options = options;
  }

  began(story: Story): void {
    this.connections += 1;
    const { source } = this.#options;
    const channel = story.channel?.name ?? "undeclared path";
    const title = [`traffic - ${channel}`, source, `connection ${story.id} keeps the contract`];
    const id = `${source}::${this.connections}::${story.id}`;
    this.#entries.set(story, { id, title, texts: [], counts: new Map(), first: null, verdicts: 0 });
    this.#options.emit({ kind: "testStarted", id, title, at: story.startedAt });
  }

  verdict(verdict: Verdict, story: Story): void {
    const entry = this.#entries.get(story);
    if (entry === undefined) return;
    if (verdict.kind === "violated") this.#violated(this.#clean(verdict.violation), entry, story);
    else if (verdict.kind === "notReached") this.#options.emit({ kind: "verdict", test: entry.id, verdict });
  }

  ended(story: Story): void {
    const entry = this.#entries.get(story);
    if (entry === undefined) return;
    this.#entries.delete(story);
    this.#options.emit(finishedOf(entry, story));
  }

  #violated(violation: Violation, entry: Entry, story: Story): void {
    this.broken += 1;
    entry.first ??= violation;
    const cause = `${violation.rule} ${violation.place}`;
    const count = (entry.counts.get(cause) ?? 0) + 1;
    entry.counts.set(cause, count);
    if (entry.verdicts < MOST_VERDICTS) {
      entry.verdicts += 1;
      const { contract, lineMap } = this.#options;
      const source = lineOf(lineMap, contract.document, violation.place);
      const verdict = { kind: "violated", violation } as const;
      this.#options.emit({
        kind: "verdict",
        test: entry.id,
        verdict,
        ...(source === null ? {} : { source }),
      });
    }
    if (count > NARRATED) return;
    const text = this.#told(violation, entry, story);
    entry.texts.push(text);
    this.#options.violated(text, violation);
  }

  #told(violation: Violation, { title, id, texts }: Entry, story: Story): string {
    const { contract, lineMap } = this.#options;
    const frames = this.hearing === null ? [] : story.chart(this.hearing.reader);
    // The frames around the first violation are enough for a page.
    if (texts.length === 0)
      for (const { data, ...frame } of frames)
        this.#options.emit({ kind: "frame", test: id, ...frame, text: this.#masked(data, story.id) });
    return this.#prose(narrate(violation, { title, contract, lineMap, frames, asked: "", replay: "" }));
  }

  #clean(violation: Violation): Violation {
    const { summary, promised, got, connection } = violation;
    return {
      ...violation,
      summary: this.#prose(summary, connection),
      promised: this.#prose(promised),
      got: this.#prose(got, connection),
    };
  }

  #prose(text: string, connection = ""): string {
    return this.#options.secrets?.prose(text, connection) ?? text;
  }

  /** A frame's text, of a binary one as base64. */
  #masked(data: FrameData | null, connection: string): string {
    const { secrets } = this.#options;
    if (data === null) return "";
    if (data.kind === "text")
      return secrets === null ? data.text : secrets.prose(secrets.payload(data.text, []));
    const bytes = secrets?.bytes(data.bytes, secrets.carried(connection)) ?? data.bytes;
    return Buffer.from(bytes).toString("base64");
  }
}

function finishedOf(entry: Entry, story: Story): RunEvent {
  const { id, title, first } = entry;
  const { client, server } = story.frames;
  const durationMs = story.lastAt - story.startedAt;
  const about = { kind: "testFinished", id, title, durationMs, error: "", covers: [] } as const;
  if (first !== null)
    return {
      ...about,
      state: "failed",
      rule: first.rule,
      place: first.place,
      pending: "",
      text: [...entry.texts, ...moreOf(entry)].join("\n\n"),
    };
  if (story.kept) return { ...about, state: "passed", rule: "", pending: "", text: "" };
  const why = story.unknown || `nothing that is promised came in ${client + server} frames`;
  const pending = story.unknown === "" ? "notReached" : "unspecified";
  return { ...about, state: "pending", rule: "", pending, text: why };
}

function moreOf({ counts }: Entry): string[] {
  return [...counts]
    .filter(([, count]) => count > NARRATED)
    .map(([cause, count]) => `... and ${count - NARRATED} more of ${cause}`);
}
