import { type Contract, type FrameData, type LineMap, lineOf } from "../../../contract/index.ts";
import type { Verdict, Violation } from "../../../judge/index.ts";
import type { LiveEvent } from "../../../report/index.ts";
import type { Hearing, SecretBook, Story, WireEvent } from "../../../traffic/index.ts";

type Numbered = Exclude<LiveEvent, { readonly kind: "lost" | "stats" }>;
type WithoutNumber<E> = E extends unknown ? Omit<E, "n"> : never;

/** So many entries are kept for pages that come later. */
const REMEMBERED = 1000;
/** Larger payloads are not shown, longer texts are cut. */
const LARGEST = 65_536;
const SHOWN = 4096;

export interface LiveFeedOptions {
  readonly contract: Contract;
  readonly lineMap: LineMap | null;
  readonly secrets: SecretBook;
}

/** What pages may be shown of the traffic: masked, cut, and only the last of it. */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #ring: Numbered[] = [];
  readonly #listeners = new Set<(event: Numbered) => void>();
  #count = 0;
  violations = 0;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  /** Entries after the numbered one, as far as they are remembered. */
  after(n: number): readonly Numbered[] {
    return this.#ring.filter((entry) => entry.n > n);
  }

  listen(listener: (event: Numbered) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Before the judge hears it, so that what is wrong with a frame stands behind it. */
  take(event: WireEvent, hearing: Hearing): void {
    const { at, connection } = event;
    const { secrets } = this.#options;
    secrets.hear(event);
    switch (event.kind) {
      case "frame": {
        const frame = hearing.frames + 1;
        const { from, data } = event;
        const message = nameOf(hearing, hearing.storyOf(connection), { from, data });
        this.#add({ kind: "frame", at, connection, frame, from, message, ...this.#shown(connection, data) });
        return;
      }
      case "handshake": {
        const { url } = secrets.handshake(event.url, event.headers);
        this.#add({ kind: "note", at, connection, text: `handshake ${cut(secrets.prose(url))}` });
        return;
      }
      case "gone":
        this.#add({ kind: "note", at, connection, text: "gone" });
        return;
      case "open": {
        const chosen = secrets.subprotocol(event.subprotocol, secrets.carried(connection));
        this.#add({ kind: "note", at, connection, text: this.#prose(`open ${chosen}`.trim()) });
        return;
      }
      default:
        this.#add({ kind: "note", at, connection, text: this.#prose(noteOf(event)) });
    }
  }

  verdict(verdict: Verdict): void {
    if (verdict.kind !== "violated") return;
    this.violations += 1;
    const { violation } = verdict;
    const { at, connection, frame, rule, summary } = violation;
    this.#add({
      kind: "violation",
      at,
      connection,
      frame,
      rule,
      summary: this.#prose(summary, connection),
      where: this.#whereOf(violation),
    });
  }

  #whereOf({ place }: Violation): string {
    const { contract, lineMap } = this.#options;
    const where = lineOf(lineMap, contract.document, place);
    return where === null ? place : `${where.file}:${where.line}`;
  }

  #shown(connection: string, data: FrameData): { readonly size: number; readonly text: string } {
    if (data.kind === "binary") {
      const { length: size } = data.bytes;
      return { size, text: `binary, ${size} bytes` };
    }
    const size = Buffer.byteLength(data.text);
    if (size > LARGEST) return { size, text: `too large to be shown: ${size} bytes` };
    const { secrets } = this.#options;
    return { size, text: this.#prose(secrets.payload(data.text, secrets.carried(connection))) };
  }

  #prose(text: string, connection = ""): string {
    return cut(this.#options.secrets.prose(text, connection));
  }

  #add(entry: WithoutNumber<Numbered>): void {
    this.#count += 1;
    // The number makes it whole again.
    const numbered = { ...entry, n: this.#count } as Numbered;
    this.#ring.push(numbered);
    if (this.#ring.length > REMEMBERED) this.#ring.shift();
    for (const listener of this.#listeners) listener(numbered);
  }
}

function cut(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}...`;
}

function nameOf(
  { reader }: Hearing,
  story: Story | undefined,
  { from, data }: { readonly from: "client" | "server"; readonly data: FrameData },
): string {
  if (story?.channel == null) return data.kind;
  const reading = reader.read(story.channel, from, data);
  return "message" in reading ? reading.message.name : reading.kind;
}

function noteOf(
  event: Exclude<WireEvent, { readonly kind: "frame" | "handshake" | "open" | "gone" }>,
): string {
  switch (event.kind) {
    case "refused":
      return `refused with ${event.status}`;
    case "failed":
      return `failed ${event.code} ${event.message}`;
    case "close":
      return `closed by the ${event.from} with ${event.code} ${event.reason}`.trim();
  }
}
