import type { RunEvent, TestFinished } from "../report/index.ts";

/** A violation that is accepted for now. */
export interface KnownBreach {
  readonly rule: string;
  /** Place of the broken promise in the document. */
  readonly pointer: string;
  readonly reason: string;
  /** Last day on which it is accepted: `2027-01-31`. */
  readonly expires: string;
}

/** A rule broken at a place. */
export type Breach = Pick<KnownBreach, "rule" | "pointer">;

export interface KnownOptions {
  readonly entries: readonly KnownBreach[];
  /** `2026-11-22`. */
  readonly today: string;
  /** Accept what is new until that day; null: it is a violation like any other. */
  readonly acceptUntil: string | null;
}

export const NEW_REASON = "accepted by --write-known: say why, and what will be done";

/** Sorts what a run finds into what is accepted for now and what is not. */
export class KnownBreaches {
  readonly #options: KnownOptions;
  readonly #entries: KnownBreach[];
  readonly #broken = new Map<string, Breach[]>();
  readonly #seen = new Set<KnownBreach>();
  #accepted = 0;

  constructor(options: KnownOptions) {
    this.#options = options;
    this.#entries = [...options.entries];
  }

  /** The event as reports shall see it: a test all of whose violations are accepted has the verdict `known`. */
  take(event: RunEvent): RunEvent {
    if (event.kind === "verdict" && event.verdict.kind === "violated") {
      const { rule, place } = event.verdict.violation;
      this.#broken.set(event.test, [...(this.#broken.get(event.test) ?? []), { rule, pointer: place }]);
    }
    if (event.kind === "testFinished" && event.state === "failed" && event.rule !== "")
      return this.#test(event);
    if (event.kind !== "runFinished") return event;
    return { ...event, failed: event.failed - this.#accepted, pending: event.pending + this.#accepted };
  }

  /** What is accepted today. */
  accepted(): readonly KnownBreach[] {
    return this.#entries.filter(({ expires }) => expires >= this.#options.today);
  }

  /** Entries, in the file's order, whose breach did not come. */
  vanished(): readonly KnownBreach[] {
    return this.#entries.filter((entry) => !this.#seen.has(entry));
  }

  /** What the file should hold now. Vanished entries are left out where the run was `complete`. */
  toWrite(complete: boolean): readonly KnownBreach[] {
    const kept = this.#entries.filter((entry) => !complete || this.#seen.has(entry));
    return kept.sort((one, other) => compare(keyOf(one), keyOf(other)));
  }

  #test(event: TestFinished): TestFinished {
    const breaches = this.#broken.get(event.id) ?? [];
    // A failure whose place nobody told can't be recognised again: it is never accepted.
    if (!breaches.some(({ rule }) => rule === event.rule)) return event;
    const entries = breaches.map((breach) => this.#entryFor(breach));
    const found = entries.filter((entry) => entry !== null);
    for (const entry of found) this.#seen.add(entry);
    if (found.length < entries.length) return event;
    const expired = found.find(({ expires }) => expires < this.#options.today);
    if (expired !== undefined)
      return {
        ...event,
        text: `${event.text.trimEnd()}\nknown until ${expired.expires}: ${expired.reason}\n`,
      };
    this.#accepted += 1;
    const reasons = new Set(found.map(({ rule, reason, expires }) => `${rule} until ${expires}: ${reason}`));
    return { ...event, state: "pending", pending: "known", text: [...reasons].join("; ") };
  }

  #entryFor(breach: Breach): KnownBreach | null {
    const known = this.#entries.find((entry) => keyOf(entry) === keyOf(breach));
    if (known !== undefined) return known;
    const { acceptUntil } = this.#options;
    if (acceptUntil === null) return null;
    const entry = { ...breach, reason: NEW_REASON, expires: acceptUntil };
    this.#entries.push(entry);
    return entry;
  }
}

export function keyOf({ rule, pointer }: Breach): string {
  return `${pointer} ${rule}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
