import { createJudge } from "../judge/index.ts";
import type { FrameId, Judge, TrafficEvent, Verdict, Violation } from "../judge/model.ts";
import type { Connection } from "./connection.ts";
import { fairNow, readingNow } from "./fair-clock.ts";
import { type LoggedFrame, loggedText } from "./frame-log.ts";
import type { Ground } from "./ground.ts";
import { tell, withoutSecrets } from "./telling.ts";
import type { TestName } from "./test-name.ts";
import { ContractViolation } from "./violation-error.ts";
import { type Wait, Waits } from "./waits.ts";

/** `setTimeout` takes no longer one. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The scope of one scenario: its judge, clock, one timer, transcript and waits. Everything that happens on its
 * connections passes through `feed`, in order.
 */
export class Scope {
  readonly ground: Ground;
  /** Id of the test, as run events name it. */
  readonly test: string;
  /** What leads to the test: family and channel, operation, title. */
  readonly title: readonly string[];
  /** The least that `--grep` needs to find this test alone. */
  readonly grep: () => string;
  readonly judge: Judge;
  readonly connections: Connection[] = [];
  readonly log: LoggedFrame[] = [];
  /** When anything but a sentinel was last sent or received. */
  lastActivity = 0;
  /** What the document turned out to leave open, though the test is about it; null: nothing. */
  leftOpen: string | null = null;
  /** The service refused a good request in a way that the document leaves open: why; null: it refused none. */
  declined: string | null = null;
  /** Events that came from the service: without one a test has shown nothing. */
  answers = 0;
  readonly #waits = new Waits();
  #broken: ContractViolation | null = null;
  #timer: NodeJS.Timeout | null = null;
  #armedFor = Number.POSITIVE_INFINITY;
  #over = false;
  /** The next deadline of judge and waits. */
  #next = Number.POSITIVE_INFINITY;
  /** For how long this clock has stood still, ms. */
  #held = 0;
  /** Time of the last event. */
  #last = 0;
  #frames = 0;
  #fresh = 0;

  /** `othersCome`: scenarios beside this one connect clients of their own. */
  constructor(ground: Ground, { id, title, grep }: TestName, othersCome: boolean) {
    this.ground = ground;
    this.test = id;
    this.title = title;
    this.grep = grep;
    this.judge = createJudge(ground.contract, ground.reader, {
      patienceMs: ground.config.patienceMs,
      quietMs: ground.config.quietMs,
      seesAll: true,
      othersCome,
      closeAnswers: true,
      ...(ground.coverage === null ? {} : { coverage: ground.coverage }),
    });
  }

  /** Milliseconds on a clock that stands still at a deadline until the sockets were read behind it. */
  now(): number {
    return Math.min(fairNow() - this.#held, this.#next);
  }

  /** When what is read now came, at the latest: a turn that takes long makes nothing in it late. */
  heardAt(): number {
    return Math.max(this.#last, Math.min(readingNow() - this.#held, this.#next));
  }

  frameId(): FrameId {
    this.#frames += 1;
    return this.#frames;
  }

  /** A number for values that have to be new: the same in every run, another one in every test. */
  fresh(): number {
    this.#fresh += 1;
    return (hash(this.test) % 100_000) * 1000 + this.#fresh;
  }

  /** The first violation of this scenario, if there is one. */
  get broken(): ContractViolation | null {
    return this.#broken;
  }

  /** Throws the first violation, if there is one: nothing that a broken service says later counts. */
  check(): void {
    if (this.#broken !== null) throw this.#broken;
  }

  /** As `check`; throws too where the scenario is over: a body that forgot an `await` must not open or send any more. */
  checkOpen(): void {
    this.check();
    if (this.#over) throw new Error("the scenario is over: is an `await` missing in its body?");
  }

  /** Tells the judge; every wait is asked again. `line` goes to the transcript, after the judge has read the frame. */
  feed(event: TrafficEvent, line: (() => LoggedFrame) | null = null): void {
    if (this.#over) return;
    this.#last = Math.max(this.#last, event.at);
    const verdicts = this.judge.feed({ ...event, wall: performance.now() });
    if (line !== null) this.#write(line());
    this.#take(verdicts);
    this.#tellCoverage();
    this.wake();
  }

  /** Asks every wait again, and sets the timer for the next deadline. */
  wake(): void {
    this.#waits.wake(this.now());
    this.#arm();
  }

  wait<T>(wait: Wait<T>): Promise<T> {
    const promise = this.#waits.add(wait, this.now());
    this.#arm();
    return promise;
  }

  /** A violation that the harness found itself. */
  fail(violation: Violation): ContractViolation {
    this.#take([{ kind: "violated", violation }]);
    return this.#broken ?? new ContractViolation(violation, violation.summary);
  }

  /** Puts a violation on record without failing the scenario. */
  report(violation: Violation): void {
    this.ground.events.write({ kind: "verdict", test: this.test, verdict: { kind: "violated", violation } });
  }

  /** Ends every wait with an error that is no violation. */
  abort(error: Error): void {
    this.#waits.rejectAll(error);
  }

  /** The text without secrets, short enough to read. */
  clean(text: string): string {
    return loggedText(text, this.ground.secrets);
  }

  /** Nothing that happens from now on is judged. */
  end(): void {
    if (this.#over) return;
    this.#take(this.judge.feed({ kind: "end", at: this.now() }));
    this.#over = true;
    this.#next = Number.POSITIVE_INFINITY;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #take(verdicts: readonly Verdict[]): void {
    for (const verdict of verdicts) {
      if (verdict.kind === "violated") this.#violated(withoutSecrets(verdict.violation, this.ground.secrets));
      else this.ground.events.write({ kind: "verdict", test: this.test, verdict });
    }
    if (this.#broken !== null) this.#waits.rejectAll(this.#broken);
  }

  #tellCoverage(): void {
    const items = this.ground.coverage?.drain() ?? [];
    if (items.length > 0) this.ground.events.write({ kind: "covered", test: this.test, items });
  }

  #violated(violation: Violation): void {
    this.report(violation);
    this.#broken ??= new ContractViolation(violation, tell(violation, this));
  }

  #write(line: LoggedFrame): void {
    this.log.push(line);
    const { at, connection, frame, from, label, text } = line;
    this.ground.events.write({
      kind: "frame",
      test: this.test,
      at: runTime(at),
      connection,
      frame,
      from,
      label,
      text,
    });
  }

  #arm(): void {
    const next = this.#over
      ? Number.POSITIVE_INFINITY
      : Math.min(this.judge.deadline(), this.#waits.deadline());
    this.#next = next;
    // A timer that is set too early sets itself again: cheaper than a new one for each frame of a stream.
    if (next >= this.#armedFor || next === Number.POSITIVE_INFINITY) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#armedFor = next;
    this.#timer = setTimeout(
      () => this.#due(),
      Math.min(LONGEST_TIMER, Math.max(0, Math.ceil(next - this.now()))),
    );
  }

  /**
   * A deadline is over. Timers come before sockets in a turn of the event loop, and may be late: what the service sent
   * in time may lie unread. So it is decided when everything that is there has been read, and the clock stands still
   * meanwhile.
   */
  #due(): void {
    this.#timer = null;
    this.#armedFor = Number.POSITIVE_INFINITY;
    const stood = this.now();
    if (stood < this.#next) this.#arm();
    else
      setImmediate(() => {
        if (this.#over) return;
        this.#held = Math.max(this.#held, fairNow() - Math.max(stood, this.#last));
        this.#tick();
      });
  }

  #tick(): void {
    if (this.judge.deadline() <= this.now()) this.feed({ kind: "tick", at: this.now() });
    else this.wake();
  }
}

let runStarted: number | null = null;

function runTime(at: number): number {
  // Asked at the first use: a process may be ready before it knows which run it is for.
  runStarted ??= Number(process.env["ASYNCPROOF_STARTED"] ?? performance.timeOrigin) - performance.timeOrigin;
  return Math.round((at - runStarted) * 1000) / 1000;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
