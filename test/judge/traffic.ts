import { createFrameReader } from "../../contract/index.ts";
import type { Json } from "../../contract/json.ts";
import type { Contract } from "../../contract/model.ts";
import { createJudge } from "../../judge/index.ts";
import type {
  Fate,
  HandshakeExpectation,
  HandshakeFacts,
  Judge,
  JudgeOptions,
  TrafficEvent,
  Verdict,
  Violation,
} from "../../judge/model.ts";

type Body = TrafficEvent extends infer E ? (E extends TrafficEvent ? Omit<E, "at"> : never) : never;

/** Plays traffic to a judge: every step a millisecond later than the last, unless `wait` says more. */
export class Traffic {
  readonly judge: Judge;
  readonly verdicts: Verdict[] = [];
  now = 0;
  #frames = 0;

  constructor(contract: Contract, options: Partial<JudgeOptions> = {}) {
    const all = { patienceMs: 10_000, seesAll: true, ...options };
    this.judge = createJudge(contract, createFrameReader(contract), all);
  }

  get violations(): Violation[] {
    return this.verdicts.flatMap((one) => (one.kind === "violated" ? [one.violation] : []));
  }

  get rules(): string[] {
    return this.violations.map(({ rule }) => rule);
  }

  /** Places that were kept. */
  get kept(): string[] {
    return this.verdicts.flatMap((one) => (one.kind === "kept" ? [one.place] : []));
  }

  of(kind: Verdict["kind"]): Verdict[] {
    return this.verdicts.filter((one) => one.kind === kind);
  }

  feed(event: Body, after = 1): void {
    this.now += after;
    this.verdicts.push(...this.judge.feed({ ...event, at: this.now }));
  }

  handshake(connection = "a", more: Partial<HandshakeFacts> = {}): void {
    const facts = { path: "/main", channel: "main", parameters: {}, query: {}, headers: {}, ...more };
    const expects: HandshakeExpectation = more.expects ?? { kind: "accepted" };
    this.feed({ kind: "handshake", connection, facts: { ...facts, expects } });
  }

  open(connection = "a", more: Partial<HandshakeFacts> & { readonly subprotocol?: string } = {}): void {
    const { subprotocol = "", ...facts } = more;
    this.handshake(connection, facts);
    this.feed({ kind: "open", connection, subprotocol });
  }

  /** A JSON frame of the client; gives its number. */
  sends(payload: Json, connection = "a"): number {
    return this.sendsText(JSON.stringify(payload), connection);
  }

  sendsText(text: string, connection = "a"): number {
    return this.#frame("client", { kind: "text", text }, connection);
  }

  sendsBytes(bytes: Uint8Array, connection = "a"): number {
    return this.#frame("client", { kind: "binary", bytes }, connection);
  }

  /** JSON frames of the server. */
  gets(payload: Json, connection = "a"): void {
    this.getsText(JSON.stringify(payload), connection);
  }

  getsBytes(bytes: Uint8Array, connection = "a"): void {
    this.#frame("server", { kind: "binary", bytes }, connection);
  }

  getsText(text: string, connection = "a"): void {
    this.#frame("server", { kind: "text", text }, connection);
  }

  #frame(
    from: "client" | "server",
    data: (TrafficEvent & { kind: "frame" })["data"],
    connection: string,
  ): number {
    const frame = ++this.#frames;
    this.feed({ kind: "frame", connection, frame, from, data });
    return frame;
  }

  closes(code: number, by: "client" | "server" = "server", connection = "a"): void {
    this.feed({ kind: "close", connection, code, reason: "", by });
  }

  /** Lets time pass, with a tick at each deadline on the way. */
  wait(ms: number): void {
    const until = this.now + ms;
    for (let next = this.judge.deadline(); next <= until; next = this.judge.deadline()) {
      this.now = next;
      this.verdicts.push(...this.judge.feed({ kind: "tick", at: next }));
    }
    this.now = until;
  }

  end(): void {
    this.feed({ kind: "end" });
  }

  fate(frame: number): Fate {
    return this.judge.fate(frame);
  }

  /** Phase of the exchange or refusal that a frame started. */
  phase(frame: number): string {
    const fate = this.fate(frame);
    return fate.kind === "none"
      ? "none"
      : fate.kind === "exchange"
        ? fate.exchange.phase
        : fate.refusal.phase;
  }
}
